/** A table that was copied out of a spreadsheet, as rows of cells. Pure. */

/**
 * The rows of `text`: cells parted by tabs, or by semicolons where there is no tab at all. A cell that begins with a
 * quotation mark goes on to the next single one, over line ends too, as spreadsheets write it. Rows without any text
 * are left out. `unclosed` is where such a cell began that never ended, `{line, column}` counted from 1.
 * @returns {{rows: {line: number, cells: string[], raw: string}[], unclosed: {line: number, column: number} | null}}
 */
export function parseTable(text) {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const separator = source.includes("\t") ? "\t" : ";";
  const reader = { source, separator, at: 0, line: 1, unclosed: null };
  const rows = [];
  while (reader.at < source.length) {
    const row = readRow(reader);
    if (row.cells.some((cell) => cell !== "")) rows.push(row);
  }
  return { rows, unclosed: reader.unclosed };
}

function readRow(reader) {
  const { source, separator } = reader;
  const [start, line] = [reader.at, reader.line];
  const cells = [];
  for (;;) {
    cells.push(
      readCell(reader, cells.length + 1)
        .replace(/\s+/g, " ")
        .trim(),
    );
    if (source[reader.at] !== separator) break;
    reader.at += 1;
  }
  const raw = source.slice(start, reader.at);
  reader.at += 1; // the end of the line
  reader.line += 1;
  return { line, cells, raw };
}

function readCell(reader, column) {
  const { source, separator } = reader;
  if (source[reader.at] === '"') {
    const quoted = readQuoted(reader);
    if (quoted !== null) return quoted;
    if (!hasEnd(reader)) reader.unclosed ??= { line: reader.line, column };
  }
  const ends = [separator, "\n"].map((mark) => source.indexOf(mark, reader.at)).filter((end) => end >= 0);
  const end = Math.min(source.length, ...ends);
  const cell = source.slice(reader.at, end);
  reader.at = end;
  return cell;
}

/** The cell between quotation marks; null when what follows them shows that they are part of the text. */
function readQuoted(reader) {
  const { source, separator } = reader;
  let end = reader.at + 1;
  for (;;) {
    end = source.indexOf('"', end);
    if (end < 0) return null;
    if (source[end + 1] !== '"') break;
    end += 2;
  }
  const next = source[end + 1];
  if (next !== undefined && next !== separator && next !== "\n") return null;
  const cell = source.slice(reader.at + 1, end).replaceAll('""', '"');
  reader.line += cell.split("\n").length - 1;
  reader.at = end + 1;
  return cell;
}

/** Whether another quotation mark follows in the same cell, which then only has some in its text. */
function hasEnd({ source, separator, at }) {
  const [cell] = source.slice(at + 1).split("\n", 1);
  return cell.split(separator, 1)[0].includes('"');
}
