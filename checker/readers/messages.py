"""What readers say of an input that they refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checker.i18n import N_

DAMAGED: Final = N_(
    "The file is damaged or was cut off on its way, and cannot be read as a Word "
    "document or a workbook. Get it again, or open it in an office program and save it "
    "anew."
)
TOO_LARGE: Final = N_(
    "The input is larger than {limit} MiB, the most that is read. Remove what does not belong to a plan."
)
TOO_MANY_VALUES: Final = N_(
    "The input holds more than {limit:,} values, the most that is read (an alias counts "
    "as what it stands for). Remove what does not belong to a plan."
)
TOO_DEEP: Final = N_(
    "Objects and lists are nested here in more than {limit} levels, the most that is "
    "read; a plan needs only a few. Check whether a bracket is left open, or values are "
    "wrapped again and again."
)
CELLS_TOO_LONG: Final = N_(
    "Together, the texts in the cells are longer than {limit:,} characters, the most "
    "that are read; a text that stands in several cells counts for each of them. Remove "
    "what does not belong to a plan."
)
TOO_MANY_CELLS: Final = N_(
    "The workbook has more filled-in cells than the 100,000 that are read. Remove what does not belong to a plan."
)
NO_OFFICE_FILE: Final = N_(
    "The file is no Word document and no workbook, whatever its name says. Name the right file, or save it as .docx or "
    ".xlsx."
)
HALF_A_CHARACTER: Final = N_(
    "An escape such as \\ud800 stands here for half a character (a surrogate), and whole "
    "characters are expected. Write the character itself."
)
DUPLICATE_KEY: Final = N_(
    "The key “{member}” stands a second time in the same object, and each may stand once. Keep the one that is meant."
)
NO_JSON: Final = N_(
    "The text begins with “{found}”, and JSON begins with “{{”. If it is YAML, let the file name end in “.yaml”."
)

SLIPS: Final[Mapping[str, str]] = {
    "too-deep": TOO_DEEP,
    "too-many-values": TOO_MANY_VALUES,
    "yaml-expanded": N_(
        "With this alias, the text that aliases repeat is longer than {limit} MiB, the most "
        "that is read. Repeat long texts less often."
    ),
    "surrogate": HALF_A_CHARACTER,
    "duplicate-key": DUPLICATE_KEY,
    "not-utf-8": N_(
        "The byte {byte} at offset {offset} (from 0) is not UTF-8, which is expected: the text is in another encoding "
        "such as GBK, or the file is damaged or no text. Save it again with the encoding UTF-8."
    ),
    "json-empty": N_("The file is empty, and a JSON object is expected. Fill it in, or name the right file."),
    "json-start": NO_JSON,
    "json-value": N_(
        "“{found}” stands where a value is expected: a text in double quotes, a number, true, "
        "false, null, “{{” or “[”. Write the value, or put double quotes around it."
    ),
    "json-key": N_("“{found}” stands where a key in double quotes is expected. Put the key in double quotes."),
    "json-colon": N_(
        "“{found}” stands where a colon is expected between the key and its value. Write “:” there (half-width)."
    ),
    "json-comma": N_(
        "“{found}” stands where a comma or “{closer}” is expected. Write “,” between two "
        "members and “{closer}” after the last."
    ),
    "json-end": N_(
        "The text ends too early: the bracket opened on line {opened} is not closed. Complete "
        "it, or get the file again if it was cut off on its way."
    ),
    "json-after": N_(
        "The value is complete, and “{found}” stands after it; a JSON file holds one value. Remove what is too much."
    ),
    "json-trailing-comma": N_(
        "A comma stands before a closing bracket, and another member is expected after a comma. Remove the comma."
    ),
    "json-quote": N_("A single quote stands here, and JSON knows only double quotes. Put a double quote in its place."),
    "json-comment": N_(
        "“{found}” begins a comment here, and JSON has no comments. Remove it, or write it into a field for notes."
    ),
    "json-constant": N_(
        "NaN or Infinity stands here, which is no number in JSON. Write a number, or null where there is none."
    ),
    "json-number": N_(
        "The number here is not written as in JSON: no zero in front, and digits on both sides"
        " of a decimal point. Correct it, or put it in double quotes if it is a text."
    ),
    "json-string-open": N_("The text that begins here has no closing quote. Write a double quote at its end."),
    "json-control": N_(
        "A line break, a tab or another control character ({found}) stands within a text. "
        "Write it as an escape: \\n for a line break, \\t for a tab."
    ),
    "json-escape": N_(
        "The backslash here begins an escape that JSON does not have. Write \\\\ for a "
        "backslash, and \\u with four hexadecimal digits for a character."
    ),
    "yaml-control": N_(
        "The character {found} stands here, which YAML does not allow. Remove it; where there "
        "are many, the file is damaged or no text."
    ),
    "yaml-tab": N_("A tab stands here, and only spaces indent YAML. Put spaces in its place."),
    "yaml-token": N_(
        "“{found}” stands where a value begins, and none can begin so in YAML. Put the whole text in quotes."
    ),
    "yaml-quote-open": N_("The text that begins here with a quote has no closing quote. Write one at its end."),
    "yaml-escape": N_(
        "The backslash here begins an escape that YAML does not have. Write \\\\ for a "
        "backslash, or put the text in single quotes."
    ),
    "yaml-colon": N_(
        "What stands before the colon here is no key of this place: a value has a colon in it,"
        " the line is indented differently from its neighbours, the line above lacks its half-"
        "width colon, or the key is longer than 1,024 characters. Put a value with a colon in "
        "quotes, and align the lines."
    ),
    "yaml-key-open": N_(
        "The line here has no colon after its key. Write “key: value”, with the half-width colon and a space."
    ),
    "yaml-dash": N_("A list item begins here with “-”, where none can begin. Begin the list on a line of its own."),
    "yaml-anchor": N_(
        "“*” or “&” stands here without the name of a reference. Put the text in quotes if no reference is meant."
    ),
    "yaml-tag-handle": N_(
        "“!” begins a tag here that is not complete or not declared. Remove it, or put the "
        "text in quotes if no tag is meant."
    ),
    "yaml-directive": N_(
        "The line with “%” here is no directive that can be followed; “%YAML 1.1” or “%YAML "
        "1.2” can be, once. Remove the line."
    ),
    "yaml-block-text": N_(
        "Something stands here on the line of “|” or “>”, and the text begins on the line after it. Move it there."
    ),
    "yaml-flow": N_(
        "A comma or the closing bracket is missing here; the bracket was opened on line "
        "{opened}. Write “,” between two members, and close the bracket; put a text with a bracket in it in "
        "quotes."
    ),
    "yaml-end": N_(
        "The text ends where a value is expected: a bracket is not closed, or the file was cut off. Complete it."
    ),
    "yaml-after": N_(
        "The document is complete, and more stands here: the line is indented less than those "
        "above, or a text goes on after its closing quote. Align the lines, or remove what is "
        "too much."
    ),
    "yaml-indentation": N_(
        "What begins here with “{found}” does not fit what is around it: the line is indented "
        "differently from its neighbours, or a text goes on after its closing quote or bracket. Align "
        "the lines, or put the whole text in one pair of quotes."
    ),
    "yaml-syntax": N_(
        "The text cannot be read as YAML from here on. Write fields as “key: value” and lists "
        "with “- ”, and indent with spaces."
    ),
    "yaml-documents": N_(
        "A second document begins here, and a file holds one. Remove the line “---”, or save "
        "each document in a file of its own."
    ),
    "yaml-tag": N_(
        "The tag “{tag}” stands here; only !!str, !!int, !!float, !!bool, !!null, !!map and "
        "!!seq are read, each with its own kind of value. Remove the tag."
    ),
    "yaml-tag-value": N_(
        "The tag “{tag}” stands before “{found}”, which is no such value. Remove the tag, or correct the value."
    ),
    "yaml-key": N_(
        "An object or a list stands here as a key, and a key is a text. Write a text before "
        "the colon; one that begins with a bracket needs quotes."
    ),
    "yaml-merge": N_(
        "The value of the merge key “<<” is neither an object nor a list of objects. Give it "
        "the alias of an object, as in “<<: *name”, or put the key in quotes if no merging is "
        "meant."
    ),
    "yaml-alias-unknown": N_(
        "The alias “*{name}” stands here, and nothing above it is marked “&{name}”. Mark what "
        "is meant, or put the text in quotes if it is no alias."
    ),
    "yaml-alias-cycle": N_(
        "The alias “*{name}” stands inside what it stands for, so it would never end. Write the value itself."
    ),
    "yaml-anchor-twice": N_(
        "The mark “&{name}” stands here a second time, so “*{name}” could mean either. Give it another name."
    ),
}
"""What is wrong with a text that is no JSON or no YAML, by a name for each slip."""
