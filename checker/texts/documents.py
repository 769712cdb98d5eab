"""Why an input could not be read: what was found, what is expected, what to do."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_FILES: Final = {
    "file-missing": Text(
        "There is no file of this name. Check the name and the folder.",
        "没有这个名称的文件。请核对文件名和所在文件夹。",
    ),
    "file-forbidden": Text(
        "The system does not allow this file to be opened. Ask its owner for permission to read it.",
        "系统不允许打开此文件。请向文件所有者申请读取权限。",
    ),
    "file-is-folder": Text(
        "This is a folder, and a file is expected. Name the file in it that holds the plan.",
        "这是文件夹，此处应为文件。请指明其中的方案文件。",
    ),
    "file-not-regular": Text(
        "This is a device or a pipe, and a file is expected. Save the contents as a file and name that.",
        "这是设备或管道，此处应为普通文件。请先将内容保存为文件，再指明该文件。",
    ),
    "file-failed": Text(
        "The system could not read this file ({reason}). Check the disk or network drive that it is on.",
        "系统无法读取此文件（{reason}）。请检查文件所在的磁盘或网络驱动器。",
    ),
}

_LIMITS: Final = {
    "too-large": Text(
        "The input is larger than {limit} MiB, the most that is read. Remove what does not belong to a plan.",
        "输入超过{limit} MiB的读取上限。请删去不属于方案的内容。",
    ),
    "too-deep": Text(
        "Objects and lists are nested here in more than {limit} levels, the most that is read; a plan needs only a "
        "few. Check whether a bracket is left open, or values are wrapped again and again.",
        "对象和列表在此处的嵌套超过{limit}层的上限，而方案只需几层。请检查括号是否未闭合，或者内容是否被重复嵌套。",
    ),
    "too-many-values": Text(
        "The input holds more than {limit:,} values, the most that is read (an alias counts as what it stands for). "
        "Remove what does not belong to a plan.",
        "输入所含的值超过{limit:,}个的读取上限（别名按其展开后的内容计数）。请删去不属于方案的内容。",
    ),
    "yaml-expanded": Text(
        "With this alias, the text that aliases repeat is longer than {limit} MiB, the most that is read. Repeat long "
        "texts less often.",
        "加上此处的别名，由别名重复的文本超过{limit} MiB的读取上限。请减少对长文本的重复引用。",
    ),
}

_PACKAGES: Final = {
    "unpacked-too-large": Text(
        "Unpacked, the file is larger than {limit} MiB, the most that is read. Remove pictures and whatever else does "
        "not belong to a plan.",
        "文件解压后超过{limit} MiB的读取上限。请删去图片等不属于方案的内容。",
    ),
    "cells-too-long": Text(
        "Together, the texts in the cells are longer than {limit:,} characters, the most that are read; a text that "
        "stands in several cells counts for each of them. Remove what does not belong to a plan.",
        "各单元格的文本合计超过{limit:,}个字符的读取上限（同一文本占用几个单元格，就按几次计算）。请删去不属于方案的内容。",
    ),
    "package-empty": Text(
        "The file is empty, and a Word document or a workbook is expected. Fill it in, or name the right file.",
        "文件为空，此处应为Word文档或者工作簿。请填写内容，或者指明正确的文件。",
    ),
    "package-old": Text(
        "The file is in the format of office programs before 2007 (.doc, .xls, .wps or .rtf), whatever its name says. "
        "Open it and save it as .docx or .xlsx; changing the name alone does not change the format.",
        "此文件虽以新格式的后缀命名，实为旧版格式（.doc、.xls、.wps或.rtf）。请打开文件，另存为.docx或.xlsx格式；"
        "只改后缀名不能改变文件格式。",
    ),
    "package-encrypted": Text(
        "The file is protected by a password, so nothing in it can be read. Save it again without the password for "
        "opening it.",
        "文件设有打开密码，无法读取其中的内容。请取消打开密码后重新保存。",
    ),
    "package-other": Text(
        "The file is no Word document and no workbook, whatever its name says. Name the right file, or save it as "
        ".docx or .xlsx.",
        "此文件虽以办公文件的后缀命名，但既不是Word文档，也不是工作簿。请指明正确的文件，或者另存为.docx或.xlsx格式。",
    ),
    "package-damaged": Text(
        "The file is damaged or was cut off on its way, and cannot be read as a Word document or a workbook. Get it "
        "again, or open it in an office program and save it anew.",
        "文件已损坏或者在传送中被截断，无法作为Word文档或者工作簿读取。请重新获取，或者用办公软件打开后重新保存。",
    ),
    "package-parts": Text(
        "The file consists of more than {limit:,} parts, the most that are read. Save it anew in an office program.",
        "文件的组成部分超过{limit:,}个的读取上限。请用办公软件打开后重新保存。",
    ),
    "package-elements": Text(
        "A part of the file has more than {limit:,} elements, the most that are read. Remove what does not belong to a "
        "plan.",
        "文件某一部分的元素超过{limit:,}个的读取上限。请删去不属于方案的内容。",
    ),
    "package-document-type": Text(
        "A part of the file declares a document type (DOCTYPE), which no office program writes, and it is not read. "
        "Save the file anew in an office program.",
        "文件的某一部分带有文档类型声明（DOCTYPE），办公软件不会写入此类内容，故不予读取。请用办公软件打开后重新保存。",
    ),
}

_WORKBOOKS: Final = {
    "workbook-binary": Text(
        "The workbook is in the binary format (.xlsb), whatever its name says. Open it and save it as .xlsx.",
        "此工作簿虽以.xlsx命名，实为二进制格式（.xlsb）。请打开文件，另存为.xlsx格式。",
    ),
    "workbook-open-document": Text(
        "The file is an OpenDocument file (.ods), whatever its name says. Open it and save it as .xlsx.",
        "此文件虽以.xlsx命名，实为OpenDocument格式（.ods）。请打开文件，另存为.xlsx格式。",
    ),
    "workbook-word": Text(
        "The file is a Word document, and a workbook is expected. Give it the suffix .docx, or name the right file.",
        "此文件是Word文档，此处应为工作簿。请将后缀名改为.docx，或者指明正确的文件。",
    ),
    "workbook-cells": Text(
        "The workbook has more filled-in cells than the 100,000 that are read. Remove what does not belong to a plan.",
        "工作簿中有内容的单元格超过100,000个的读取上限。请删去不属于方案的内容。",
    ),
    "workbook-no-form": Text(
        "No sheet of this workbook has the headings of a plan. Fill in the workbook that plancheck template --format "
        "xlsx makes.",
        "此工作簿中没有一个工作表具有组织实施方案的列标题。请填写由plancheck template --format xlsx生成的工作簿。",
    ),
}

_TEXT: Final = {
    "utf-16": Text(
        "The text is in UTF-16 or UTF-32, and UTF-8 is expected. Save the file again with the encoding UTF-8.",
        "文本采用UTF-16或UTF-32编码，此处应为UTF-8。请将文件另存为UTF-8编码。",
    ),
    "not-utf-8": Text(
        "The byte {byte} at offset {offset} (from 0) is not UTF-8, which is expected: the text is in another encoding "
        "such as GBK, or the file is damaged or no text. Save it again with the encoding UTF-8.",
        "偏移量{offset}（从0算起）处的字节{byte}不符合UTF-8编码：文本采用了GBK等其他编码，或者文件已损坏、不是文本文件。"
        "请将文件另存为UTF-8编码。",
    ),
    "surrogate": Text(
        "An escape such as \\ud800 stands here for half a character (a surrogate), and whole characters are expected. "
        "Write the character itself.",
        "此处的转义（如\\ud800）只表示半个字符（代理码位），应为完整的字符。请直接写出该字符。",
    ),
    "duplicate-key": Text(
        "The key “{member}” stands a second time in the same object, and each may stand once. Keep the one that is "
        "meant.",
        "键“{member}”在同一对象中第二次出现，而每个键只能出现一次。请只保留所需的一个。",
    ),
}

_JSON: Final = {
    "json-empty": Text(
        "The file is empty, and a JSON object is expected. Fill it in, or name the right file.",
        "文件为空，此处应为JSON对象。请填写内容，或者指明正确的文件。",
    ),
    "json-start": Text(
        "The text begins with “{found}”, and JSON begins with “{{”. If it is YAML, let the file name end in “.yaml”.",
        "文本以“{found}”开头，而JSON应以“{{”开头。如果内容是YAML，请将文件后缀改为“.yaml”。",
    ),
    "json-value": Text(
        "“{found}” stands where a value is expected: a text in double quotes, a number, true, false, null, “{{” or “[”."
        " Write the value, or put double quotes around it.",
        "此处应为一个值（加双引号的文本、数字、true、false、null、“{{”或者“[”），但出现了“{found}”。"
        "请写出该值，或者为其加上半角双引号。",
    ),
    "json-key": Text(
        "“{found}” stands where a key in double quotes is expected. Put the key in double quotes.",
        "此处应为加双引号的键，但出现了“{found}”。请为键加上半角双引号。",
    ),
    "json-colon": Text(
        "“{found}” stands where a colon is expected between the key and its value. Write “:” there (half-width).",
        "键与值之间应为冒号，但出现了“{found}”。请在此处写上半角冒号“:”。",
    ),
    "json-comma": Text(
        "“{found}” stands where a comma or “{closer}” is expected. Write “,” between two members and “{closer}” after "
        "the last.",
        "此处应为逗号或者“{closer}”，但出现了“{found}”。请在两项之间写半角逗号“,”，在最后一项之后写“{closer}”。",
    ),
    "json-end": Text(
        "The text ends too early: the bracket opened on line {opened} is not closed. Complete it, or get the file "
        "again if it was cut off on its way.",
        "文本不完整即告结束：第{opened}行打开的括号没有闭合。请补全内容；如文件在传送中被截断，请重新获取。",
    ),
    "json-after": Text(
        "The value is complete, and “{found}” stands after it; a JSON file holds one value. Remove what is too much.",
        "内容已经完整，其后又出现了“{found}”；一个JSON文件只能有一个值。请删去多余的内容。",
    ),
    "json-trailing-comma": Text(
        "A comma stands before a closing bracket, and another member is expected after a comma. Remove the comma.",
        "右括号之前有一个逗号，而逗号之后应当还有一项。请删去这个逗号。",
    ),
    "json-quote": Text(
        "A single quote stands here, and JSON knows only double quotes. Put a double quote in its place.",
        "此处使用了单引号，而JSON只使用双引号。请改为半角双引号。",
    ),
    "json-comment": Text(
        "“{found}” begins a comment here, and JSON has no comments. Remove it, or write it into a field for notes.",
        "此处以“{found}”开始注释，而JSON没有注释。请删去注释，或者将其写入备注字段。",
    ),
    "json-constant": Text(
        "NaN or Infinity stands here, which is no number in JSON. Write a number, or null where there is none.",
        "此处为NaN或者Infinity，在JSON中不是数字。请写数字；没有数字时写null。",
    ),
    "json-number": Text(
        "The number here is not written as in JSON: no zero in front, and digits on both sides of a decimal point. "
        "Correct it, or put it in double quotes if it is a text.",
        "此处的数字不符合JSON的写法：前面不得有多余的0，小数点前后都须有数字。请予改正；如为文本，请加上半角双引号。",
    ),
    "json-string-open": Text(
        "The text that begins here has no closing quote. Write a double quote at its end.",
        "从此处开始的文本没有结束引号。请在其末尾写上半角双引号。",
    ),
    "json-control": Text(
        "A line break, a tab or another control character ({found}) stands within a text. Write it as an escape: \\n "
        "for a line break, \\t for a tab.",
        "文本之中出现了换行、制表符或者其他控制字符（{found}）。请写成转义形式：换行写\\n，制表符写\\t。",
    ),
    "json-escape": Text(
        "The backslash here begins an escape that JSON does not have. Write \\\\ for a backslash, and \\u with four "
        "hexadecimal digits for a character.",
        "此处的反斜线开始了一个JSON没有的转义。反斜线请写成\\\\；用编码表示字符时，请写\\u加四位十六进制数字。",
    ),
}

_YAML: Final = {
    "yaml-control": Text(
        "The character {found} stands here, which YAML does not allow. Remove it; where there are many, the file is "
        "damaged or no text.",
        "此处出现了YAML不允许的字符{found}。请将其删去；如果为数众多，则文件已损坏或者不是文本文件。",
    ),
    "yaml-tab": Text(
        "A tab stands here, and only spaces indent YAML. Put spaces in its place.",
        "此处使用了制表符，而YAML只能用空格缩进。请改为空格。",
    ),
    "yaml-token": Text(
        "“{found}” stands where a value begins, and none can begin so in YAML. Put the whole text in quotes.",
        "此处的值以“{found}”开头，而YAML的值不能这样开头。请为整段文本加上引号。",
    ),
    "yaml-quote-open": Text(
        "The text that begins here with a quote has no closing quote. Write one at its end.",
        "从此处引号开始的文本没有结束引号。请在其末尾补上引号。",
    ),
    "yaml-escape": Text(
        "The backslash here begins an escape that YAML does not have. Write \\\\ for a backslash, or put the text in "
        "single quotes.",
        "此处的反斜线开始了一个YAML没有的转义。反斜线请写成\\\\，或者将文本改用单引号。",
    ),
    "yaml-colon": Text(
        "What stands before the colon here is no key of this place: a value has a colon in it, the line is indented "
        "differently from its neighbours, the line above lacks its half-width colon, or the key is longer than 1,024 "
        "characters. Put a value with a colon in quotes, and align the lines.",
        "此处冒号之前的内容不能作键：值中含有冒号，本行缩进与相邻各行不一致，上一行缺少半角冒号，或者键超过1,024个字符。"
        "值中含有冒号的，请加上引号；同级各行请对齐。",
    ),
    "yaml-key-open": Text(
        "The line here has no colon after its key. Write “key: value”, with the half-width colon and a space.",
        "此行的键之后没有冒号。请写成“键: 值”，使用半角冒号，并在其后加一个空格。",
    ),
    "yaml-dash": Text(
        "A list item begins here with “-”, where none can begin. Begin the list on a line of its own.",
        "此处以“-”开始列表项，而列表不能从这里开始。请另起一行开始列表。",
    ),
    "yaml-anchor": Text(
        "“*” or “&” stands here without the name of a reference. Put the text in quotes if no reference is meant.",
        "此处的“*”或者“&”之后没有引用的名称。如果不是引用，请为文本加上引号。",
    ),
    "yaml-anchor-twice": Text(
        "The mark “&{name}” stands here a second time, so “*{name}” could mean either. Give it another name.",
        "标记“&{name}”在此处第二次出现，“*{name}”所指无法确定。请改用其他名称。",
    ),
    "yaml-tag-handle": Text(
        "“!” begins a tag here that is not complete or not declared. Remove it, or put the text in quotes if no tag is "
        "meant.",
        "此处以“!”开始的标签不完整或者未经声明。请将其删去；如果不是标签，请为文本加上引号。",
    ),
    "yaml-directive": Text(
        "The line with “%” here is no directive that can be followed; “%YAML 1.1” or “%YAML 1.2” can be, once. Remove "
        "the line.",
        "此处以“%”开头的指令行无法执行；可用的是“%YAML 1.1”或者“%YAML 1.2”，且只能出现一次。请删去此行。",
    ),
    "yaml-block-text": Text(
        "Something stands here on the line of “|” or “>”, and the text begins on the line after it. Move it there.",
        "“|”或者“>”所在的行还有其他内容，而文本应从下一行开始。请将其移到下一行。",
    ),
    "yaml-flow": Text(
        "A comma or the closing bracket is missing here; the bracket was opened on line {opened}. Write “,” between "
        "two members, and close the bracket.",
        "此处缺少逗号或者右括号，括号是在第{opened}行打开的。请在两项之间写半角逗号“,”，并闭合括号。",
    ),
    "yaml-end": Text(
        "The text ends where a value is expected: a bracket is not closed, or the file was cut off. Complete it.",
        "文本在应有一个值的地方结束：括号没有闭合，或者文件被截断。请补全内容。",
    ),
    "yaml-after": Text(
        "The document is complete, and more stands here: the line is indented less than those above, or a text goes on "
        "after its closing quote. Align the lines, or remove what is too much.",
        "内容已经完整，此处又有内容：本行缩进少于上面各行，或者文本在结束引号之后仍未结束。"
        "请将同级各行对齐，或者删去多余的内容。",
    ),
    "yaml-indentation": Text(
        "What begins here with “{found}” does not fit what is around it: the line is indented differently from its "
        "neighbours, or a text goes on after its closing quote. Align the lines, or put the whole text in one pair of "
        "quotes.",
        "此处以“{found}”开始的内容与前后不相衔接：本行缩进与相邻各行不一致，或者文本在结束引号之后仍未结束。"
        "请将同级各行对齐，或者将整段文本放在一对引号之内。",
    ),
    "yaml-syntax": Text(
        "The text cannot be read as YAML from here on. Write fields as “key: value” and lists with “- ”, and indent "
        "with spaces.",
        "从此处起无法按YAML读取。请将字段写成“键: 值”，列表各项以“- ”开头，并用空格缩进。",
    ),
    "yaml-documents": Text(
        "A second document begins here, and a file holds one. Remove the line “---”, or save each document in a file "
        "of its own.",
        "此处开始了第二个文档，而一个文件只能有一个。请删去“---”行，或者将各文档分别保存为文件。",
    ),
    "yaml-tag": Text(
        "The tag “{tag}” stands here; only !!str, !!int, !!float, !!bool, !!null, !!map and !!seq are read, each with "
        "its own kind of value. Remove the tag.",
        "此处有标签“{tag}”；只读取!!str、!!int、!!float、!!bool、!!null、!!map和!!seq，且须与值的类型相符。"
        "请删去此标签。",
    ),
    "yaml-tag-value": Text(
        "The tag “{tag}” stands before “{found}”, which is no such value. Remove the tag, or correct the value.",
        "标签“{tag}”之后的“{found}”不是这种类型的值。请删去标签，或者改正该值。",
    ),
    "yaml-key": Text(
        "An object or a list stands here as a key, and a key is a text. Write a text before the colon; one that begins "
        "with a bracket needs quotes.",
        "此处以对象或者列表作为键，而键应为文本。请在冒号之前写文本；以括号开头的文本须加上引号。",
    ),
    "yaml-merge": Text(
        "The value of the merge key “<<” is neither an object nor a list of objects. Give it the alias of an object, "
        "as in “<<: *name”, or put the key in quotes if no merging is meant.",
        "合并键“<<”的值既不是对象，也不是由对象组成的列表。请写对象的别名，例如“<<: *name”；"
        "如果不是合并，请为键加上引号。",
    ),
    "yaml-alias-unknown": Text(
        "The alias “*{name}” stands here, and nothing above it is marked “&{name}”. Mark what is meant, or put the "
        "text in quotes if it is no alias.",
        "此处使用了别名“*{name}”，但前文没有以“&{name}”标记的内容。请标记所指的内容；如果不是别名，请为文本加上引号。",
    ),
    "yaml-alias-cycle": Text(
        "The alias “*{name}” stands inside what it stands for, so it would never end. Write the value itself.",
        "别名“*{name}”位于它所代表的内容之中，展开后没有尽头。请直接写出该值。",
    ),
}

_DATA: Final = {
    "data-type": Text(
        "The value at “{at}” is of the Python type “{type}”, and a plan holds JSON values: dict, list, str, int, "
        "float, bool and None. Convert it first, a day to text such as “2013-06-30”.",
        "“{at}”处的值是Python类型“{type}”，而方案只能由JSON值组成：dict、list、str、int、float、bool和None。"
        "请先行转换；日期请转换为“2013-06-30”这样的文本。",
    ),
    "data-key": Text(
        "The object at “{at}” has a key of the Python type “{type}”, and a key is a str. Convert it first.",
        "“{at}”处的对象有一个Python类型为“{type}”的键，而键应为str。请先行转换。",
    ),
    "data-cycle": Text(
        "The value at “{at}” is an object or list that it stands in itself, so it would never end. Put a copy there.",
        "“{at}”处的值是它自身所在的对象或者列表，展开后没有尽头。请改用副本。",
    ),
    "data-surrogate": Text(
        "A text at “{at}” holds half a character (a surrogate), and whole characters are expected. Decode the text "
        "without the error handlers that let it through.",
        "“{at}”处的文本含有半个字符（代理码位），应为完整的字符。请改正解码方式，不要放过错误的字节。",
    ),
}

TEXTS: Final[dict[str, Text]] = {**_FILES, **_LIMITS, **_PACKAGES, **_WORKBOOKS, **_TEXT, **_JSON, **_YAML, **_DATA}
