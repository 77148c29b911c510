"""Which numbers carry a check digit that fits, and so belong to somebody without any word that says so."""

from itertools import cycle

_TAIWAN = {letter: value for value, letter in enumerate("ABCDEFGHJKLMNPQRSTUVXYWZIO", start=10)}
_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
_CHINA_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_DIHEDRAL = tuple(
    tuple(int(char) for char in row)
    for row in [
        "0123456789",
        "1234067895",
        "2340178956",
        "3401289567",
        "4012395678",
        "5987604321",
        "6598710432",
        "7659821043",
        "8765932104",
        "9876543210",
    ]
)
_PERMUTED = tuple(
    tuple(int(char) for char in row)
    for row in [
        "0123456789",
        "1576283094",
        "5803796142",
        "8916043527",
        "9453126870",
        "4286573901",
        "2793806415",
        "7046913258",
    ]
)


def is_luhn(words: str) -> bool:
    """Payment cards: Luhn's formula (ISO/IEC 7812-1, annex B), 13 to 19 digits."""
    digits = _digits(words)
    if not 13 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    doubled = (digit * factor for digit, factor in zip(reversed(digits), cycle((1, 2))))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_verhoeff(words: str) -> bool:
    """Aadhaar numbers: Verhoeff's dihedral check over 12 digits (UIDAI numbering scheme)."""
    digits = _digits(words)
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = _DIHEDRAL[check][_PERMUTED[place % 8][digit]]
    return len(digits) == 12 and check == 0


def is_iban(words: str) -> bool:
    """Bank accounts: ISO 13616, remainder 1 modulo 97."""
    bare = "".join(filter(str.isalnum, words)).upper()
    if not 15 <= len(bare) <= 34 or not bare.isascii():
        return False
    return int("".join(str(int(char, 36)) for char in bare[4:] + bare[:4])) % 97 == 1


def is_nhs_number(words: str) -> bool:
    """The check of NHS numbers, modulus 11 (NHS Data Dictionary, "NHS number")."""
    digits = _digits(words)
    if len(digits) != 10:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9]


def is_taiwan_id(words: str) -> bool:
    """National and new resident ids of Taiwan: letter as two digits, weights 1 9 8 ... 1 1, modulus 10."""
    letter, digits = words[:1].upper(), _digits(words[1:])
    if letter not in _TAIWAN or len(digits) != 9:
        return False
    first, second = divmod(_TAIWAN[letter], 10)
    weighted = (digit * weight for digit, weight in zip(digits, (8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True))
    return (first + 9 * second + sum(weighted)) % 10 == 0


def is_hong_kong_id(words: str) -> bool:
    """Hong Kong identity cards: weights 9 to 1 with A = 10 ... Z = 35 and blank = 36, modulus 11."""
    bare = "".join(filter(str.isalnum, words)).upper()
    if not 8 <= len(bare) <= 9 or not bare.isascii():
        return False
    values = [int(char, 36) for char in bare]
    if len(values) == 8:
        values.insert(0, 36)
    return sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0


def is_spanish_id(words: str) -> bool:
    """Spanish DNI and NIE: the letter at the number's remainder modulo 23 (Real Decreto 1553/2005)."""
    bare = "".join(filter(str.isalnum, words)).upper()
    number = bare[:-1].translate(str.maketrans("XYZ", "012"))
    return len(bare) == 9 and number.isascii() and number.isdecimal() and _DNI[int(number) % 23] == bare[-1]


def is_chinese_id(words: str) -> bool:
    """Resident identity cards of China: GB 11643-1999, modulus 11-2 (ISO 7064)."""
    if len(words) != 18 or not (words[:17].isascii() and words[:17].isdecimal()):
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(words[:17], _CHINA_WEIGHTS, strict=True)) % 11
    return "10X98765432"[rest] == words[17].upper()


def _digits(words: str) -> list[int]:
    return [int(char) for char in words if char.isascii() and char.isdecimal()]
