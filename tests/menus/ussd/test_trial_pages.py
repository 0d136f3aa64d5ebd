"""The pages of a community before it is live: the first and every last one tell that nobody comes, and whom to call."""

from functools import cache

import pytest

from gateway.communities.file import EXAMPLES, CommunityFileError, load_example, parse, read
from menus.domain.first_told import FirstTold
from menus.text.catalog import say
from menus.text.names import Text
from menus.ussd import all_screens, endings, screen_walk
from menus.ussd.steps import SessionContext

STAGES = ("dry-run", "shadow")
MARKS = (Text.TRIAL, Text.TRIAL_SHORT, Text.FILED_TRIAL, Text.LIMITED_TRIAL, Text.PRIVATE_TRIAL)
FILED = (Text.FILED_MAJOR, Text.FILED_OTHER, Text.FILED_POLICE_TOLD, Text.FILED_COORDINATOR, Text.FILED_OTHERS_TOLD)


def of_trial(key: str, stage: str) -> str:
    return load_example(key).replace("mode =", f'stage = "{stage}"\nmode =', 1)


@cache
def walked(key: str, stage: str) -> tuple[SessionContext, list[screen_walk.Page]]:
    community = parse(of_trial(key, stage))
    return SessionContext(community, community.language), list(all_screens.checked(community))


def word_of_trial(language: str) -> str:
    """Return the first word of the sentence of a trial, without its stop."""
    return say(language, Text.TRIAL_SHORT).split()[0].strip(":.")


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("key", EXAMPLES)
def test_the_first_page_and_every_last_page_tell_of_the_trial_and_whom_to_call(key: str, stage: str) -> None:
    context, pages = walked(key, stage)
    words = context.community.words
    ends = [
        page
        for page in pages
        if page.step.endswith("-end") or page.step in {"main", "offer", "withdrawn", "held", "limited"}
    ]
    assert len(ends) > 40
    for page in ends:
        if page.step == "case-end":
            # A helper's page with the number of a caller: every word of it protects the caller.
            continue
        assert word_of_trial(page.language) in page.text, page
        assert words["police"] in page.text, page
        assert words["emergency"] in page.text, page


@pytest.mark.parametrize("key", EXAMPLES)
def test_no_page_of_a_trial_says_that_somebody_is_alerted(key: str) -> None:
    context, pages = walked(key, "shadow")
    for language in context.community.languages:
        sentences = {say(language, name, reference="1", **context.community.words).split(".")[2] for name in FILED}
        assert not [page for page in pages for sentence in sentences if sentence in page.text]


@pytest.mark.parametrize("told", [*FirstTold, None])
def test_a_report_of_a_trial_reads_the_same_whoever_its_ladders_would_reach(told: FirstTold | None) -> None:
    context, pages = walked("mlango-kubwa", "dry-run")
    sent = next(page for page in pages if page.is_sent)
    screen = endings.filed(context, sent.draft, "48273", told)
    assert screen.text == say(sent.draft.language, Text.FILED_TRIAL, reference="48273", **context.community.words)


@pytest.mark.parametrize("key", EXAMPLES)
def test_private_help_ends_at_its_first_key_with_the_free_lines(key: str) -> None:
    context, pages = walked(key, "shadow")
    assert not [page for page in pages if page.step.startswith("private")]
    shown = [page for page in pages if page.text == say(page.language, Text.PRIVATE_TRIAL, **context.community.words)]
    assert {page.language for page in shown} == set(context.community.languages)
    assert all(context.community.words[line] in page.text for page in shown for line in ("gbv", "child"))


@pytest.mark.parametrize("stage", STAGES)
def test_the_pages_of_a_trial_are_checked_when_the_file_is_loaded(stage: str) -> None:
    text = of_trial("mlango-kubwa", stage).replace('short = "MLATA"', 'short = "MLATALONGER"')
    assert read(text).stage.value == stage
    number = "9" * 13
    long = text.replace('police = { number = "999"', f'police = {{ number = "{number}"')
    long = long.replace('child = { number = "116"', f'child = {{ number = "{number}"')
    long = long.replace('gender_violence = { number = "1195"', f'gender_violence = {{ number = "{number}"')
    with pytest.raises(CommunityFileError):
        read(long)
