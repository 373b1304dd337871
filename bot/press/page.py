"""The door to python-docx: an administrative paper on A4, in the form of Nghị định 30/2020."""

import io

from docx import Document
from docx.document import Document as Page
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from handlers.papers.paper import Block, Grid, Heading, Line, Paper, Signature, paper_json

FONT, FALLBACK = "Times New Roman", "Liberation Serif"
BODY, SMALL, HEAD, FINE = Pt(14), Pt(13), Pt(12), Pt(11)
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(18)
WIDTH = Mm(210 - 30 - 18)
_STATE, _MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_CENTRE, _LEFT, _BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY


def made(content: bytes) -> bytes:
    """The file of a JSON of Paper."""
    paper = paper_json.validate_json(content)
    page = Document()
    _sheet(page)
    _head(page, paper)
    _title(page, paper)
    for block in paper.body:
        _block(page, block)
    _signatures(page, paper)
    page.core_properties.title = f"{paper.title} {paper.about}"
    page.core_properties.author = paper.by
    out = io.BytesIO()
    page.save(out)
    return out.getvalue()


# --- the sheet ---


def _sheet(page: Page) -> None:
    """A4 with its margins, the font with its fallback, the number of the page above every page but the first."""
    section = page.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = TOP, BOTTOM, LEFT, RIGHT
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    style = page.styles["Normal"]
    style.font.name, style.font.size = FONT, BODY
    fonts = style.element.rPr.rFonts
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(0), Pt(6), 1.1
    _fallback(page)


def _fallback(page: Page) -> None:
    """Name the font that stands in where Times New Roman is not installed; its letters are of the same width."""
    part = next((r.target_part for r in page.part.rels.values() if r.reltype.endswith("/fontTable")), None)
    if part is None:
        return
    name = f'<w:font w:name="{FONT}">'
    blob = part.blob.decode()
    if name in blob and "w:altName" not in blob.split(name, 1)[1].split("</w:font>", 1)[0]:
        part._blob = blob.replace(name, f'{name}<w:altName w:val="{FALLBACK}"/>').encode()  # noqa: SLF001 (no other way)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = _CENTRE
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)  # noqa: SLF001 (python-docx knows no fields)


# --- head and title ---


def _head(page: Page, paper: Paper) -> None:
    """Who issues it on the left, the state and its motto on the right; below them the number, place and day."""
    table = _frame(page, (43, 57), rows=2)
    left, right = table.rows[0].cells
    _put(left, paper.above, size=HEAD)
    _put(left, paper.by, size=HEAD, bold=True, ruled=True)
    _put(right, _STATE, size=HEAD, bold=True)
    _put(right, _MOTTO, size=SMALL, bold=True, ruled=True)
    left, right = table.rows[1].cells
    shown = f"{paper.number:02d}" if paper.number is not None else "      "
    _put(left, f"Số: {shown}/{paper.letters}", size=SMALL)
    _put(right, f"{paper.place}, {_long_day(paper)}", size=SMALL, italic=True)


def _long_day(paper: Paper) -> str:
    day = paper.day
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"  # 01 and 02 could be made into 11 and 12
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _title(page: Page, paper: Paper) -> None:
    if paper.number is None:
        _said(page.add_paragraph(), "DỰ THẢO", size=SMALL, italic=True, align=_CENTRE)
    title = page.add_paragraph()
    title.paragraph_format.space_before = Pt(12)
    _said(title, paper.title, bold=True, align=_CENTRE, after=0)
    _said(page.add_paragraph(), paper.about, bold=True, align=_CENTRE, after=14)


# --- the body ---


def _block(page: Page, block: Block) -> None:
    if isinstance(block, Heading):
        _said(page.add_paragraph(), block.text, bold=True, align=_LEFT)
        page.paragraphs[-1].paragraph_format.keep_with_next = True
    elif isinstance(block, Line):
        _line(page.add_paragraph(), block)
    else:
        _grid(page, block)


def _line(paragraph: Paragraph, line: Line) -> None:
    paragraph.alignment = _BOTH
    paragraph.paragraph_format.first_line_indent = Mm(10)
    if line.label:
        _run(paragraph, line.label, BODY, bold=True)
    _run(paragraph, line.text, BODY)


def _grid(page: Page, grid: Grid) -> None:
    table = page.add_table(1 + len(grid.rows), len(grid.heads))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, grid.widths)
    for cell, head in zip(table.rows[0].cells, grid.heads, strict=True):
        _put(cell, head, size=SMALL, bold=True)
    _repeated(table)
    for row, values in zip(table.rows[1:], grid.rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            _put(cell, value, size=SMALL, align=_LEFT)
    _said(page.add_paragraph(), "", size=Pt(6), after=0)


def _repeated(table: Table) -> None:
    """The heads stand above the table on every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 (python-docx has no word for it)


# --- the end ---


def _signatures(page: Page, paper: Paper) -> None:
    _said(page.add_paragraph(), "", size=Pt(6), after=0)
    table = _frame(page, (50, 50))
    left, right = table.rows[0].cells
    if isinstance(paper.left, Signature):
        _signature(left, paper.left)
    else:
        _put(left, "Nơi nhận:", size=HEAD, bold=True, italic=True, align=_LEFT)
        for receiver in paper.left:
            _put(left, receiver, size=FINE, align=_LEFT)
    _signature(right, paper.right)


def _signature(cell: _Cell, signature: Signature) -> None:
    for line in signature.lines:
        _put(cell, line, bold=True)
    _put(cell, signature.hint, size=SMALL, italic=True)
    for _ in range(3):
        _put(cell, "")
    _put(cell, signature.name, bold=True)


# --- words ---


def _frame(page: Page, widths: tuple[int, int], rows: int = 1) -> Table:
    """Two columns without lines, on one page."""
    table: Table = page.add_table(rows, 2)
    _widths(table, widths)
    return table


def _widths(table: Table, shares: tuple[int, ...]) -> None:
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = WIDTH * share // 100
        for cell in column.cells:
            cell.width = WIDTH * share // 100


def _put(
    cell: _Cell, text: str, *, size: Pt = BODY, bold: bool = False, italic: bool = False, ruled: bool = False,
    align: WD_ALIGN_PARAGRAPH = _CENTRE,
) -> None:  # fmt: skip
    """A line in a cell; a ruled one has a short line below it."""
    first = cell.paragraphs[0]
    paragraph = cell.add_paragraph() if len(cell.paragraphs) > 1 or first.runs or first.text else first
    if not text and paragraph is first:
        paragraph.add_run("")
    _said(paragraph, text, size=size, bold=bold, italic=italic, align=align, after=0)
    paragraph.paragraph_format.keep_with_next = True
    if ruled:
        _rule_below(cell, text)


def _rule_below(cell: _Cell, text: str) -> None:
    """A line as long as the words above it, or a third of that under the name of the body."""
    share = 1.0 if text == _MOTTO else 0.35
    line = cell.add_paragraph()
    format_ = line.paragraph_format
    format_.space_after, format_.line_spacing = Pt(6), Pt(2)
    room = (cell.width or 0) - Mm(4)
    length = min(int(Pt(7.2) * len(text) * share), room)
    format_.left_indent = format_.right_indent = max(0, (room - length) // 2)
    edges = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    edges.append(top)
    line._p.get_or_add_pPr().append(edges)  # noqa: SLF001 (python-docx draws no lines)


def _said(
    paragraph: Paragraph, text: str, *, size: Pt = BODY, bold: bool = False, italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = _LEFT, after: int = 6,
) -> None:  # fmt: skip
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    _run(paragraph, text, size, bold=bold, italic=italic)


def _run(paragraph: Paragraph, text: str, size: Pt, *, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = size, bold, italic
