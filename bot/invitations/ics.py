"""The interview as iCalendar (RFC 5545, 5546). The same facts give the same bytes."""

from datetime import timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress, vText, vUri

from bot.invitations.appointment import Appointment, LetterKind
from bot.wording.dutch import BRUSSELS

PRODUCT = "-//Vacaturebot//NL"
ALARM_BEFORE = timedelta(minutes=15)
# RFC 5545 has no escapes in parameters. A quote becomes ^' (RFC 6868), which older calendars show as it
# stands; a backslash before the ; or : that follows makes some readers miss the end of the parameter.
_IN_PARAMETERS = str.maketrans({'"': "'", "\\": "/", "^": "'"})
# Written out: the library's own has the change to summer time begin at 3 o'clock, where RFC 5545 means 2.
_BRUSSELS = """BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def scheduling_message(appointment: Appointment, *, join_url: str | None) -> bytes:
    """Return the REQUEST, or for a cancelled interview the CANCEL, to send to the candidate."""
    if appointment.kind is LetterKind.CANCELLED:
        return _file("CANCEL", _event(appointment, "CANCELLED", join_url, candidate="CANCEL"))
    event = _event(appointment, "CONFIRMED", join_url, candidate="REQUEST")
    event.add_component(_alarm(appointment))
    return _file("REQUEST", event)


def calendar_file(appointment: Appointment, *, join_url: str | None) -> bytes:
    """Return a file to keep in one's own calendar: PUBLISH, so it asks for no answer."""
    cancelled = appointment.kind is LetterKind.CANCELLED
    event = _event(appointment, "CANCELLED" if cancelled else "CONFIRMED", join_url, candidate=None)
    if not cancelled:
        event.add_component(_alarm(appointment))
    return _file("PUBLISH", event)


def method_of(kind: LetterKind) -> str:
    """Return the iTIP method of a letter's calendar part."""
    return "CANCEL" if kind is LetterKind.CANCELLED else "REQUEST"


def _file(method: str, event: Event) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(Timezone.from_ical(_BRUSSELS))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(appointment: Appointment, status: str, join_url: str | None, *, candidate: str | None) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.stamp)
    event.add("dtstart", appointment.start.astimezone(BRUSSELS))
    event.add("dtend", appointment.end.astimezone(BRUSSELS))
    event.add("summary", appointment.title)
    event.add("description", _description(appointment, join_url))
    event.add("location", "Online")
    event.add("status", status)
    event.add("transp", "TRANSPARENT" if status == "CANCELLED" else "OPAQUE")
    event.add("class", "PRIVATE")
    event["organizer"] = _address(appointment.sender_mailbox, appointment.sender_name)
    if join_url is not None:
        event["url"] = vUri(join_url)
    if candidate is not None:
        event.add("attendee", _attendee(appointment, asks=candidate == "REQUEST"), encode=False)
    return event


def _attendee(appointment: Appointment, *, asks: bool) -> vCalAddress:
    attendee = _address(appointment.candidate_email, appointment.candidate_name)
    attendee.params["cutype"] = vText("INDIVIDUAL")
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    if asks:
        attendee.params["partstat"] = vText("NEEDS-ACTION")
        attendee.params["rsvp"] = vText("TRUE")
    return attendee


def _address(mailbox: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{mailbox}")
    address.params["cn"] = vText(name.translate(_IN_PARAMETERS))
    return address


def _description(appointment: Appointment, join_url: str | None) -> str:
    lines = [f"Referentie: {appointment.reference}", f"Je spreekt met {appointment.interviewer_name}."]
    lines += [f"Deelnemen: {join_url}"] if join_url is not None else []
    contact = (appointment.contact_name, appointment.contact_mailbox, appointment.contact_phone)
    lines += [f"Vragen? {', '.join(contact)}"]
    return "\n".join(lines)


def _alarm(appointment: Appointment) -> Any:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", appointment.title)
    alarm.add("trigger", -ALARM_BEFORE)
    return alarm
