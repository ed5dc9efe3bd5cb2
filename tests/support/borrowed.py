"""Names with which somebody could pass for Ada, who is a steward, or for nobody."""

# ruff: noqa: RUF001 - letters that can be taken for others are what this is about

#: Beside a member called Ada.
OF_ADA = (
    "Ada", "ADA", " ada ", "Аda", "Аdа", "\u0410\u0501\u0430", "Ａｄａ", "𝐀𝐝𝐚", "Ada\u200b",
    "A\u202eda", "Ada\u3164", "Ada\U000e0041", "Ada\ufe0f", "Ada.", "“Ada”", "Ada (2)",
    "Ada (steward)", "Ada, Steward", "Ada · Begleitung",
)  # fmt: skip
#: Anywhere.
OF_NOBODY = (
    "Steward", "ＳＴＥＷＡＲＤ", "Ѕteward", "Stéward", "Stewards", "Begleitung", "Admin",
    "Operator", "The server", "Der Server", "a member", "\u3164", "\u2800", "\u200b", "🌻", "...",
)  # fmt: skip
BORROWED = OF_ADA + OF_NOBODY
