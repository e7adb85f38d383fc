package dev.vectide.local.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Text for a terminal. */
final class Lines {
    private Lines() {}

    /** On one line, cut at {@code width}, and nothing in it that would steer a terminal. */
    static String shortened(String text, int width) {
        String line = text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "\uFFFD").strip();
        if (line.codePointCount(0, line.length()) <= width) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, width - 1)) + "…";
    }

    /** Rows in columns as wide as their longest cell; the first row is the heading. */
    static void table(List<List<String>> rows, PrintWriter out) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = row.get(i).length();
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).append(" ".repeat(widths.get(i) - row.get(i).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
