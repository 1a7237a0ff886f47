"""Identifiers that satisfy their check digits and belong to nobody: the division code 330999 does not exist."""

DIVISION = "330999"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def organisation_check(first_8):
    """GB 11714-1997."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(w * (int(c, 36)) for w, c in zip(weights, first_8))
    return "0123456789X0"[11 - total % 11]


def credit_code_check(first_17):
    """GB 32100-2015."""
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(first_17))
    return ALPHABET[(31 - total % 31) % 31]


def credit_code(kind, serial, private=True):
    """`kind` is the first two characters: 11 organ, 12 institution, 52 society, 91 company, 92 sole trader, 93 cooperative."""
    width = 6 if private else 8
    body = ("MA" if private else "") + base31(serial * 104729 % 31 ** width, width)   # spread: codes do not look counted
    first_17 = kind + DIVISION + body + organisation_check(body)
    return first_17 + credit_code_check(first_17)


def base31(number, width):
    out = ""
    while len(out) < width:
        number, digit = divmod(number, 31)
        out = ALPHABET[digit] + out
    return out


def registration_number(serial):
    """GS 15-2006 (工商注册号): MOD 11,10 over 15 digits."""
    first_14 = DIVISION + f"{serial:08d}"
    p = 10
    for c in first_14:
        s = (p + int(c)) % 10 or 10
        p = s * 2 % 11
    return first_14 + str((11 - p) % 10)


def id_number(year, month, day, serial):
    """GB 11643-1999, of a division that does not exist: for internal columns and for the file of mistakes."""
    first_17 = f"{DIVISION}{year:04d}{month:02d}{day:02d}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first_17 + "10X98765432"[sum(w * int(c) for w, c in zip(weights, first_17)) % 11]


def credit_code_holds(code):
    return (len(code) == 18 and all(c in ALPHABET for c in code) and credit_code_check(code[:17]) == code[17]
            and organisation_check(code[8:16]) == code[16])


DIGITS, UNITS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")


def capital_yuan(yuan):
    """2000 → 贰仟元整, as decisions write it."""
    def four(n):
        out, zero = "", False
        for i in range(3, -1, -1):
            digit = n // 10 ** i % 10
            if digit == 0:
                zero = bool(out)
            else:
                out += ("零" if zero else "") + DIGITS[digit] + UNITS[i]
                zero = False
        return out
    wan, rest = divmod(yuan, 10000)
    text = (four(wan) + "万") if wan else ""
    if wan and rest and rest < 1000:
        text += "零"
    return text + four(rest) + "元整"


def wan_yuan(yuan):
    """2000 → "0.2": the column's unit is 万元."""
    text = f"{yuan / 10000:.6f}".rstrip("0").rstrip(".")
    return text or "0"
