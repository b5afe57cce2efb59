#!/usr/bin/env python3
"""Writes the small files that tests/browser/open.spec.mjs opens. The texts are ours; run it after a change here."""
import io, os, zipfile, zlib

here = os.path.dirname(os.path.abspath(__file__))
def write(name, data):
    with open(os.path.join(here, name), "wb") as f:
        f.write(data)

TITLE = "江州高新区签下十九个项目"
FIRST = "江州日报讯(记者 甲乙)1月15日,江州高新区举行集中签约仪式,现场签约项目19个,总投资35亿元。"
SECOND = "高新区负责人介绍,这批项目全部达产后预计年产值可达40亿元,带动就业2000人,年税收超过2亿元。"
THIRD = "下一步,高新区将为每个项目配备服务专员,力争年内开工率达到80%以上,让签约项目早落地、早见效。"
ARTICLE = "\n".join([TITLE, FIRST, SECOND, THIRD]) + "\n"
TRADITIONAL = "\n".join([
    "江州高新區簽下十九個項目",
    "江州日報訊(記者 甲乙)1月15日,江州高新區舉行集中簽約儀式,現場簽約項目19個,總投資35億元。",
    "高新區負責人介紹,這批項目全部達產後預計年產值可達40億元,帶動就業2000人,年稅收超過2億元。",
]) + "\n"

for name, encoding in [("utf-8", "utf-8"), ("gb18030", "gb18030"), ("utf-16le", "utf-16-le"), ("utf-16", "utf-16")]:
    write(f"{name}.txt", ARTICLE.encode(encoding))
write("big5.txt", TRADITIONAL.encode("big5"))
# Lines of two encodings, and zeros between them: what is put together of several files may be so.
lines = ARTICLE.splitlines(keepends=True)
write("mixed.txt", b"\0".join(line.encode("gb18030" if i == 1 else "utf-8") for i, line in enumerate(lines)))
write("zeros.txt", ARTICLE.encode("gb18030").replace(b"\n", b"\n\0\0"))
write("empty.txt", b" \n\n ")
write("binary.txt", zlib.compress(ARTICLE.encode() * 3)[2:])
write("program.exe", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(64))
write("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
write("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "EncryptedPackage".encode("utf-16-le") + bytes(64))
write("broken.docx", b"PK\x03\x04word/document.xml" + bytes(40))

# A web page: the article between a menu, a list of links and a foot.
links = "".join(f'<li><a href="/{i}.html">江州要闻第{i}条:各县市区推进重点项目建设</a></li>' for i in range(1, 13))
page = f"""<!doctype html><html lang="zh"><head><meta charset="gb2312"><title>{TITLE}_江州新闻网</title>
<script>window.hit = 1</script><style>p {{ color: red }}</style></head><body>
<header><nav><a href="/">首页</a> <a href="/news">新闻</a> <a href="/video">视频</a></nav></header>
<main><h1>{TITLE}</h1><div class="info">2026-01-17 09:30 来源:江州日报 作者:甲乙</div>
<article class="content"><p>{FIRST}</p><h2>服务跟得上</h2><p>{SECOND}</p>
<table><tr><th>项目</th><th>投资额</th></tr><tr><td>新材料基地</td><td>12亿元</td></tr></table>
<p>{THIRD}</p><img src="x" onerror="window.hit = 2"></article></main>
<aside><h3>相关阅读</h3><ul>{links}</ul></aside>
<footer>版权所有 江州新闻网 <a href="/about">关于我们</a> ICP备00000000号</footer></body></html>"""
write("page.html", page.encode("gb18030"))

def docx(body):
    types = """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"""
    rels = """<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""
    docrels = """<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    styles = f"""<?xml version="1.0" encoding="UTF-8"?><w:styles {w}><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style></w:styles>"""
    document = f"""<?xml version="1.0" encoding="UTF-8"?><w:document {w}><w:body>{body}</w:body></w:document>"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in [("[Content_Types].xml", types), ("_rels/.rels", rels), ("word/_rels/document.xml.rels", docrels), ("word/styles.xml", styles), ("word/document.xml", document)]:
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, data)
    return out.getvalue()

def p(text, style=None):
    props = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{props}<w:r><w:t>{text}</w:t></w:r></w:p>"

cell = lambda text: f"<w:tc>{p(text)}</w:tc>"
row = lambda *cells: f"<w:tr>{''.join(map(cell, cells))}</w:tr>"
table = f"<w:tbl>{row('项目', '投资额')}{row('新材料基地', '12亿元')}</w:tbl>"
write("article.docx", docx(p(TITLE, "a1") + p(FIRST) + p("服务跟得上", "2") + p(SECOND) + table + p(THIRD)))

# PDF: text by a predefined CMap, so that no font need be embedded.
def pdf(pages, images=(), encrypt=b""):
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>")
    objects.append(b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>")
    for i, content in enumerate(pages):
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> /XObject << /I {5 + 2 * len(pages)} 0 R >> >> /Contents {6 + 2 * i} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects += list(images)
    out = b"%PDF-1.4\n"
    places = []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, encrypt, start)

def lines(x, y, size, texts, leading=None):
    hexed = lambda t: t.encode("utf-16-be").hex().upper()
    out = ""
    for i, text in enumerate(texts):
        out += f"BT /F {size} Tf {x} {y - i * (leading or size * 1.5)} Td <{hexed(text)}> Tj ET\n"
    return out

def wrap(text, width, indent=2):
    text = "\u3000" * indent + text
    return [text[i:i + width] for i in range(0, len(text), width)]

# Two columns under one headline. The rows of both are drawn in turn, as some programs write them.
left = wrap(FIRST, 20) + wrap(SECOND, 20)
right = wrap(THIRD, 20)
body = lines(90, 760, 24, [TITLE])
for i in range(max(len(left), len(right))):
    y = 700 - i * 20
    if i < len(left): body += lines(60, y, 11, [left[i]])
    if i < len(right): body += lines(310, y, 11, [right[i]])
write("columns.pdf", pdf([body.encode()]))

locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -44 >> /ID [<00> <00>] " % (b"11" * 32, b"22" * 32)
write("locked.pdf", pdf([body.encode()], encrypt=locked))
write("blank.pdf", pdf([b""]))
write("broken.pdf", b"%PDF-1.4\nnothing of a file\n")


