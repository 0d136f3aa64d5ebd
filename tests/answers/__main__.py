"""`python -m tests.answers`: train the reader of answers, write its model, and print its figures."""

from pathlib import Path

import menus.sms
from menus.sms import likely_answers
from tests.answers import examples
from tests.answers.figures import print_figures
from tests.answers.train import train

FILE = Path(menus.sms.__file__).parent / likely_answers.FILE


def main() -> None:
    """Train, write and measure."""
    answers = examples.every()
    taught = [answer for answer in answers if not answer.is_held_back]
    FILE.write_text(train(taught), "utf-8")
    likely_answers.loaded.cache_clear()
    print(f"trained on {len(taught)} answers; {FILE.stat().st_size} bytes")
    print_figures("answers held back", [answer for answer in answers if answer.is_held_back])
    print_figures("answers of training, which the model has seen", taught)


if __name__ == "__main__":
    main()
