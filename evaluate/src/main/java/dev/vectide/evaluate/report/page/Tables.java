package dev.vectide.evaluate.report.page;

import java.util.List;

/** Tables that scroll by themselves where the screen is narrow. */
final class Tables {
    private static final int SHORT = 26;

    private Tables() {}

    /** @param rows the first cell of each is its heading */
    static void write(Markup out, String caption, List<String> heading, List<List<String>> rows) {
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        out.open("table");
        out.element("caption", caption);
        out.open("thead").open("tr");
        heading.forEach(cell -> out.element("th", cell, "scope", "col"));
        out.close().close();
        out.open("tbody");
        for (List<String> row : rows) {
            out.open("tr");
            out.element("th", row.get(0), "scope", "row", "class", kind(row.get(0)));
            row.stream().skip(1).forEach(cell -> out.element("td", cell, "class", kind(cell)));
            out.close();
        }
        out.close().close().close();
    }

    /** Names and figures stay on a line. */
    private static String kind(String cell) {
        return cell.length() <= SHORT ? "short" : "long";
    }
}
