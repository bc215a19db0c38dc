"""What a bound PDF says of itself: title, author, language, edition, build, and which standard it keeps."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Dictionary, Name, Stream, String

from biaochi.handbook.job import Volume

LANGUAGE = "zh-Hans"
PRODUCER = "Biaochi"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" {standard}>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{edition}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Keywords>{keywords}</pdf:Keywords>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_ACCESSIBLE = 'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"'


def describe(pdf: pikepdf.Pdf, volume: Volume) -> None:
    """Write title, author, language and standard into the PDF."""
    keywords = f"receipt:{volume.receipt}" if volume.receipt else ""
    told = {
        "/Title": volume.title, "/Author": volume.author, "/Subject": volume.edition, "/Keywords": keywords,
        "/Producer": PRODUCER,
    }
    for key, value in told.items():
        if value:
            pdf.docinfo[key] = String(value)
    pdf.Root["/Lang"] = String(LANGUAGE)
    pdf.Root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
    pdf.Root["/MarkInfo"] = Dictionary(Marked=True)
    packet = _XMP.format(
        standard=_ACCESSIBLE, title=escape(volume.title), author=escape(volume.author), edition=escape(volume.edition),
        language=LANGUAGE, producer=PRODUCER, keywords=keywords,
    )
    told_of = Stream(pdf, packet.encode())
    told_of.stream_dict.update({"/Type": Name.Metadata, "/Subtype": Name.XML})
    pdf.Root["/Metadata"] = pdf.make_indirect(told_of)
