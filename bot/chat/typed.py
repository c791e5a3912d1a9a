"""What a candidate types, made safe: readable in the transcript, masked, never a command to the engine."""

import re
import unicodedata

NATIONAL_NUMBER = "[rijksregisternummer]"
ACCOUNT_NUMBER = "[rekeningnummer]"

_JOINERS = "\u200c\u200d"  # they hold an emoji of several people together
_SLASHES = "/\uff0f\u2044\u2215\u29f8"
_DIGITS_OF_A_NATIONAL_NUMBER = re.compile(
    r"(?<![\d+])(\d{2})[ .\-/]?(\d{2})[ .\-/]?(\d{2})([ .\-/]{0,3})(\d{3})([ .\-/]?)(\d{2})(?!\d)"
)
_MOBILE_ABROAD = re.compile(r"324[5-9]")  # +32 47..., typed without the plus
_ACCOUNT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ .\-]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])")
_SHORTEST_ACCOUNT = 15


def readable(text: str) -> str:
    """Return `text` without characters that cannot be seen: controls, directions, half surrogates."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(char for char in lines if char == "\n" or char in _JOINERS or not _hidden(char))


def masked(text: str) -> str:
    """Return `text` with Belgian national numbers and bank accounts (IBAN) covered.

    Telephone numbers and e-mail addresses stay: a booking needs them.
    """
    return _ACCOUNT.sub(_mask_account, _DIGITS_OF_A_NATIONAL_NUMBER.sub(_mask_national_number, text))


def for_engine(text: str) -> str:
    """Return `text` as one line that the engine cannot take for a command; empty when nothing is left."""
    line = " ".join(text.split())
    start = 0
    while start < len(line) and _before_a_command(line[start]):
        start += 1
    return line[start:].rstrip()


def _hidden(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"}


def _before_a_command(char: str) -> bool:
    return char in _SLASHES or char.isspace() or unicodedata.category(char) in {"Cc", "Cf", "Zs", "Zl", "Zp"}


def _mask_national_number(found: re.Match[str]) -> str:
    written = found.group()
    digits = "".join(char for char in written if char.isdigit())
    fully_written = re.fullmatch(r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}", written) is not None
    return NATIONAL_NUMBER if fully_written or _is_national_number(digits) else written


def _is_national_number(digits: str) -> bool:
    # Royal decree of 3 April 1984: 97 minus the remainder; born from 2000 on, a 2 goes in front.
    # Months of a bis number are raised by 20 or 40.
    if _MOBILE_ABROAD.match(digits) or int(digits[2:4]) % 20 > 12 or int(digits[4:6]) > 31:
        return False
    check = int(digits[9:])
    return any(97 - int(century + digits[:9]) % 97 == check for century in ("", "2"))


def _mask_account(found: re.Match[str]) -> str:
    written = found.group()
    ends = [end for end in range(_SHORTEST_ACCOUNT, len(written) + 1) if _word_ends(written, end)]
    for end in reversed(ends):
        if _is_account(written[:end]):
            return ACCOUNT_NUMBER + written[end:]
    return written


def _word_ends(text: str, end: int) -> bool:
    return end == len(text) or not text[end].isalnum()


def _is_account(written: str) -> bool:
    account = re.sub(r"[ .\-]", "", written).upper()
    if re.fullmatch(r"BE\d{14}", account):
        return True  # mistyped check digits are still somebody's account
    if not account.isascii() or not _SHORTEST_ACCOUNT <= len(account) <= 34:
        return False
    # ISO 13616: the first four to the back, letters as numbers, modulo 97 leaves 1.
    return int("".join(str(int(char, 36)) for char in account[4:] + account[:4])) % 97 == 1
