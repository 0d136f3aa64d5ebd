"""Words of killing in Kikuyu, Luo and Kamba, as patterns: their verbs take many beginnings and endings.

They come from general knowledge: no native reader has seen them.
"""

KIKUYU = r"(?!ako|koru)[a-z]{0,6}[uo]rag+(?:a|wo|ire|ite|irwo|itwo|itwe|irw[ae]|ana|anwo|i)"
"""`uraga`, to kill, and `uragwo`, to be killed: `moragwo`, `nimauragwo`, `kuuraga`.

`akoragwo`, which is `he is found` as well, stands in the word list: it raises no level.
"""
_LUO_PERSON = "(?:o|gi+|ji?|jo|wa|a|i|u|ka|ne|gine|ose|gise|wase|se|oko)"
LUO = rf"{_LUO_PERSON}*ne+g+[oi]+|{_LUO_PERSON}+ne+g+|{_LUO_PERSON}*ne+ko|{_LUO_PERSON}*ne+g+[oiea]*(?:dh?ano|ngato)"
"""`nego`, to kill: `onego`, `ginego`, `oneg`, `gineko`, and the same with its object glued to it."""
LUO_PHRASE = rf"(?!onge ){_LUO_PERSON}*n+e*[gk]+[oiea]* (?:dha?no|dano|dahno|danho|ng ?ato|jii)"
"""A slip in the verb is forgiven where its object, a person, stands beside it. `onge dhano` is `there is nobody`."""
KAMBA = "(?:ni|ne)?ma+mu+ua+|ni(?:ma+|mo+)(?:mu)?u*a+|(?:ni)?mooa+|(?:ni)?mekuu+a+|nooawa|nauawa|kuua+wa|kuuaa+"
"""`uaa`, to kill: `maamuua`, `nimaua`, `mekuuaa`, `kuuawa`."""
OF_KILLING = "|".join(f"(?:{pattern})" for pattern in (KIKUYU, LUO, KAMBA))
