package dev.vectide.evaluate.report.page;

import java.util.List;
import java.util.Locale;

/**
 * One chart: 360 units wide, so that its letters stay readable on a telephone, with a title and a description for those who do
 * not see it. Colours are the style sheet's: {@code s0} to {@code s5} for the spaces, each with its own marker and dash too.
 *
 * <p>For use by one thread.
 */
final class Drawing {
    static final double WIDTH = 360;
    static final int SERIES = 6;
    private static final List<String> DASHES = List.of("none", "6 3", "2 3", "9 3 2 3", "4 2", "1 3");

    private final Markup out;

    private Drawing(Markup out) {
        this.out = out;
    }

    static Drawing begin(Markup out, String title, String description, double height) {
        out.open("figure", "class", "chart");
        out.element("figcaption", title);
        out.open("svg", "viewBox", String.format(Locale.ROOT, "0 0 %.0f %.0f", WIDTH, height), "role", "img", "aria-label",
                title + ". " + description);
        return new Drawing(out);
    }

    void end() {
        out.close();
        out.close();
    }

    /** Lines up from the foot, and what they stand for. */
    void across(Axis x, double top, double foot, String name) {
        for (double tick : x.ticks()) {
            line("grid", x.at(tick), top, x.at(tick), foot);
            label("tick", x.at(tick), foot + 13, "middle", x.label(tick));
        }
        label("tick name", (x.start() + x.end()) / 2, foot + 28, "middle", name);
    }

    /** Lines from the left side, and what they stand for. */
    void up(Axis y, double left, double right, String name) {
        for (double tick : y.ticks()) {
            line("grid", left, y.at(tick), right, y.at(tick));
            label("tick", left - 4, y.at(tick) + 3.5, "end", y.label(tick));
        }
        label("tick name", 2, 11, "start", name);
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        out.mark("line", "class", style, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
    }

    void label(String style, double x, double y, String anchor, String text) {
        out.element("text", text, "class", style, "x", x, "y", y, "text-anchor", anchor);
    }

    void curve(int series, String points, String said) {
        out.open("polyline", "class", "curve " + style(series), "points", points, "stroke-dasharray",
                DASHES.get(series % SERIES));
        out.element("title", said).close();
    }

    void area(String style, String points, String said) {
        out.open("polygon", "class", "area " + style, "points", points);
        out.element("title", said).close();
    }


    /** A whisker from {@code low} to {@code high}, and a marker at {@code value}. */
    void interval(int series, double low, double value, double high, double y, String said) {
        line("whisker " + style(series), low, y, high, y);
        line("whisker " + style(series), low, y - 4, low, y + 4);
        line("whisker " + style(series), high, y - 4, high, y + 4);
        marker(series, value, y, 4.5, said);
    }

    /** Another shape for each series. */
    void marker(int series, double x, double y, double r, String said) {
        String style = "marker " + style(series);
        switch (series % SERIES) {
            case 0 -> out.open("circle", "class", style, "cx", x, "cy", y, "r", r);
            case 1 -> out.open("rect", "class", style, "x", x - r, "y", y - r, "width", 2 * r, "height", 2 * r);
            default -> out.open("polygon", "class", style, "points", shape(series % SERIES, x, y, r * 1.2));
        }
        if (!said.isEmpty()) {
            out.element("title", said);
        }
        out.close();
    }

    private static String shape(int series, double x, double y, double r) {
        int corners = series == 2 ? 3 : series == 3 ? 4 : series == 4 ? 5 : 6;
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners - Math.PI / 2;
            points.append(point(x + r * Math.cos(angle), y + r * Math.sin(angle)));
        }
        return points.toString().strip();
    }

    static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
    }

    static String style(int series) {
        return "s" + series % SERIES;
    }

    /** What the series are called, beneath a chart or above several. */
    static void legend(Markup out, List<String> names) {
        out.open("ul", "class", "legend");
        for (int i = 0; i < names.size(); i++) {
            out.open("li");
            out.open("svg", "viewBox", "0 0 16 16", "aria-hidden", "true");
            new Drawing(out).marker(i, 8, 8, 5, "");
            out.close();
            out.text(names.get(i)).close();
        }
        out.close();
    }
}
