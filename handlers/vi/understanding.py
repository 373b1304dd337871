"""One message read as a whole: words, numbers and days first, then what they are about and what is wanted."""

from datetime import date

from handlers.vi import (
    activities,
    committees,
    dates,
    doubts,
    facts,
    hours,
    intents,
    lexicon,
    misspelt,
    places,
    questions,
    recurrence,
    telex,
    words,
)
from handlers.vi.quantities import quantities
from handlers.vi.reading import Reading
from handlers.vi.words import Text


def read(text: str, on: date) -> Reading:
    """Read a message written on a day; whatever the text, a Reading comes back.

    A question with misspelt words is read as it was meant, and asked back where another figure is meant then.
    """
    typed = telex.undone(words.split(text))
    reading = _read(typed, on)
    if reading.facts or (righted := misspelt.righted(typed)) is typed:
        return reading
    meant = _read(righted, on)
    return doubts.of_spelling(reading, meant, lexicon.scene(typed), lexicon.scene(righted))


def _read(split: Text, on: date) -> Reading:
    when = dates.when(split, on)
    numbers = quantities(split, on, when)
    scene = lexicon.scene(split)
    told = facts.read(scene, numbers, when)
    hour = hours.read(split)
    rule = recurrence.recurrence(split)
    wanted = intents.intent(scene, told, when, scheduled=hour is not None or rule is not None)
    if wanted == "ask" and intents.whether_done(scene, told):
        told, numbers = (), ()  # they are asked about
    taken: list[tuple[int, int]] = []
    if wanted in {"ask", "meeting"}:
        taken += when.places
        taken += [(one.first, one.last) for one in (*numbers, *((hour,) if hour else ()))]
    asked = questions.read(scene, questions.when_asked(scene, when, on), on, told, taken) if wanted == "ask" else None
    return Reading(
        text=split.raw,
        on=on,
        intent=wanted,
        activity=activities.activity(scene, told, wanted),
        day=when.day,
        period=when.span,
        facts=told,
        question=asked,
        doubts=doubts.read(scene, numbers, told, wanted, asked),
        occasion=when.occasion,
        unit=committees.named(split),
        at=hour.at if hour else None,
        recurrence=rule,
        place=places.place(scene, taken) if wanted == "meeting" else None,
    )
