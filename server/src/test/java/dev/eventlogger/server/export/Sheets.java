package dev.eventlogger.server.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The sheets of a workbook, read from the XML: what is stored, not what a program shows. */
final class Sheets {

  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  /**
   * A cell.
   *
   * @param type the type in OOXML: {@code inlineStr}, {@code n}, {@code b}
   * @param text its text or number, as a reader of OOXML decodes it
   */
  record Cell(String type, String text) {}

  private final Map<String, List<List<Cell>>> rows = new LinkedHashMap<>();
  private final Map<String, Integer> styles = new HashMap<>();
  private final Map<String, String> codes = new HashMap<>();
  private final List<String> formats = new ArrayList<>();
  private int formulas;

  /** Reads a workbook. */
  static Sheets of(byte[] workbook) throws IOException, XMLStreamException {
    Path file = Files.createTempFile("sheets", ".xlsx");
    try {
      Files.write(file, workbook);
      return of(file);
    } finally {
      Files.delete(file);
    }
  }

  private static Sheets of(Path workbook) throws IOException, XMLStreamException {
    Sheets sheets = new Sheets();
    try (ZipFile zip = new ZipFile(workbook.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        XMLStreamReader xml =
            XMLInputFactory.newDefaultFactory().createXMLStreamReader(zip.getInputStream(entry));
        if (entry.getName().startsWith("xl/worksheets/")) {
          sheets.readSheet(entry.getName().replaceAll(".*/|[.]xml", ""), xml);
        } else if (entry.getName().equals("xl/styles.xml")) {
          sheets.readStyles(xml);
        }
      }
    }
    return sheets;
  }

  private void readStyles(XMLStreamReader xml) throws XMLStreamException {
    boolean isOfCells = false;
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        String id = xml.getAttributeValue(null, "numFmtId");
        switch (xml.getLocalName()) {
          case "numFmt" -> codes.put(id, xml.getAttributeValue(null, "formatCode"));
          case "cellStyleXfs" -> isOfCells = false;
          case "cellXfs" -> isOfCells = true;
          case "xf" -> {
            if (isOfCells) {
              formats.add(codes.getOrDefault(id, ""));
            }
          }
          default -> {}
        }
      }
    }
  }

  private void readSheet(String sheet, XMLStreamReader xml) throws XMLStreamException {
    List<List<Cell>> found = new ArrayList<>();
    rows.put(sheet, found);
    String type = "";
    StringBuilder text = new StringBuilder();
    while (xml.hasNext()) {
      int event = xml.next();
      String element = xml.hasName() ? xml.getLocalName() : "";
      if (event == XMLStreamConstants.CHARACTERS) {
        text.append(xml.getText());
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        formulas += element.equals("f") ? 1 : 0;
        if (element.equals("row")) {
          found.add(new ArrayList<>());
        } else if (element.equals("c")) {
          type = begin(sheet, found.get(found.size() - 1), xml);
          text.setLength(0);
        }
      } else if (event == XMLStreamConstants.END_ELEMENT && element.equals("c")) {
        found.get(found.size() - 1).add(new Cell(type, unescaped(text.toString())));
      }
    }
  }

  /** Begins a cell, and returns its type. */
  private String begin(String sheet, List<Cell> row, XMLStreamReader xml) {
    String reference = xml.getAttributeValue(null, "r");
    String style = xml.getAttributeValue(null, "s");
    styles.put(sheet + "!" + reference, style == null ? 0 : Integer.parseInt(style));
    fill(row, reference);
    return xml.getAttributeValue(null, "t");
  }

  /** The format that a cell is shown and edited in, such as that of {@code sheet1!A2}. */
  String format(String cell) {
    return formats.get(styles.get(cell));
  }

  /** Adds cells that the XML leaves out, without type and text. */
  private static void fill(List<Cell> row, String reference) {
    int column = 0;
    for (char c : reference.replaceAll("[0-9]", "").toCharArray()) {
      column = column * 26 + c - 'A' + 1;
    }
    while (row.size() < column - 1) {
      row.add(new Cell("", ""));
    }
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            match ->
                java.util.regex.Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(match.group(1), 16))));
  }

  /** The rows of a sheet by the name of its file, the row of names first. */
  List<List<Cell>> rows(String sheet) {
    return rows.getOrDefault(sheet, List.of());
  }

  /** The names of the sheets' files. */
  List<String> names() {
    return List.copyOf(rows.keySet());
  }

  /** How many formulas there are on all sheets. */
  int formulas() {
    return formulas;
  }
}
