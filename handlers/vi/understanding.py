"""One message read as a whole: words, numbers and days first, then what they are about and what is wanted."""

from datetime import date

from handlers.vi import (
    activities,
    committees,
    dates,
    facts,
    hours,
    intents,
    lexicon,
    places,
    questions,
    recurrence,
    words,
)
from handlers.vi.quantities import quantities
from handlers.vi.reading import Reading


def read(text: str, on: date) -> Reading:
    """Read a message written on a day; whatever the text, a Reading comes back."""
    split = words.split(text)
    when = dates.when(split, on)
    numbers = quantities(split, on)
    scene = lexicon.scene(split)
    told = facts.read(scene, numbers, when)
    hour = hours.read(split)
    rule = recurrence.recurrence(split)
    wanted = intents.intent(scene, told, when, scheduled=hour is not None or rule is not None)
    asked = wanted == "ask"
    taken = [
        *when.places,
        *((number.first, number.last) for number in numbers),
        *([(hour.first, hour.last)] if hour else []),
    ]
    return Reading(
        text=text,
        on=on,
        intent=wanted,
        activity=activities.activity(scene, told, wanted),
        day=when.day,
        period=when.span,
        facts=told,
        question=questions.read(scene, when, taken) if asked else None,
        occasion=when.occasion,
        unit=committees.named(split),
        at=hour.at if hour else None,
        recurrence=rule,
        place=places.place(scene, taken) if wanted == "meeting" else None,
    )
