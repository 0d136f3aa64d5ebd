"""The pictures of the figures: their shades tell the same in black and white, and can be read by night."""

from itertools import pairwise

from gateway.insight import pictures


def test_a_picture_tells_the_same_without_colours() -> None:
    def light(colour: str) -> float:
        red, green, blue = ((int(colour[at : at + 2], 16) / 255 + 0.055) / 1.055 for at in (1, 3, 5))
        return float(0.2126 * red**2.4 + 0.7152 * green**2.4 + 0.0722 * blue**2.4)

    day = [light(colour) for colour in pictures.SHADES]
    night = [light(pictures.in_the_night(colour)) for colour in pictures.SHADES]
    assert day == sorted(day, reverse=True)
    assert night == sorted(night)
    for shades in (day, night):
        assert all(abs(one - another) > 0.005 for one, another in pairwise(shades))
    numbers_on = [(light(pictures.SHADES[-1]), light(shade)) for shade in pictures.SHADES[:4]]
    numbers_on += [(night[-1], shade) for shade in night[:4]]
    assert all((max(pair) + 0.05) / (min(pair) + 0.05) >= 4.5 for pair in numbers_on)
