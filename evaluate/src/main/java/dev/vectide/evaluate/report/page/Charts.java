package dev.vectide.evaluate.report.page;

import dev.vectide.evaluate.portrait.Portrait;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The charts of the page. */
final class Charts {
    private static final double LEFT = 46;
    private static final double RIGHT = Drawing.WIDTH - 12;

    private Charts() {}

    /**
     * A score with the interval it lies in.
     *
     * @param series marker and colour
     */
    record Estimate(int series, String name, double low, double value, double high) {
        String said() {
            return String.format(Locale.ROOT, "%s: %.4f, 95 %% interval %.4f to %.4f", name, value, low, high);
        }
    }

    /**
     * One row an estimate, name above its whisker.
     *
     * @param lines values that are drawn as lines, and are always within the chart
     */
    static void intervals(Markup out, String title, String axis, List<Estimate> rows, List<Double> lines) {
        double foot = 12 + 30.0 * rows.size();
        double[] ends = DoubleStream.concat(
                        rows.stream().flatMapToDouble(row -> DoubleStream.of(row.low, row.high)),
                        lines.stream().mapToDouble(Double::doubleValue))
                .sorted()
                .toArray();
        double room = Math.max((ends[ends.length - 1] - ends[0]) * 0.06, 1e-4);
        Axis x = Axis.linear(ends[0] - room, ends[ends.length - 1] + room, 14, RIGHT);
        String all = String.join("; ", rows.stream().map(Estimate::said).toList());
        Drawing drawing = Drawing.begin(out, title, all, foot + 34);
        drawing.across(x, 4, foot, axis);
        lines.forEach(line -> drawing.line("zero", x.at(line), 4, x.at(line), foot));
        for (int i = 0; i < rows.size(); i++) {
            Estimate row = rows.get(i);
            double y = 24 + 30.0 * i;
            drawing.label("row", 14, y - 9, "start", row.name);
            drawing.interval(row.series, x.at(row.low), x.at(row.value), x.at(row.high), y, row.said());
        }
        drawing.end();
    }

    /** Share of variance by principal direction, both logarithmic. */
    static void spectrum(Markup out, List<String> names, List<Portrait> portraits) {
        double least = portraits.stream()
                .flatMap(portrait -> portrait.spectrum().stream())
                .mapToDouble(Double::doubleValue)
                .filter(share -> share > 0)
                .min()
                .orElse(1e-6);
        double most = portraits.stream().mapToDouble(portrait -> portrait.spectrum().get(0)).max().orElse(1);
        int dimension = portraits.stream().mapToInt(portrait -> portrait.spectrum().size()).max().orElse(1);
        Axis x = Axis.logarithmic(1, dimension, LEFT, RIGHT);
        Axis y = Axis.logarithmic(100 * Math.max(1e-6, least), 100 * most, 200, 18);
        Drawing drawing = Drawing.begin(out, "Spectrum", "Share of the variance by principal direction, largest first: "
                + String.join("; ", IntStream.range(0, names.size()).mapToObj(i -> first(names, portraits, i)).toList()), 234);
        drawing.across(x, 18, 200, "principal direction");
        drawing.up(y, LEFT, RIGHT, "% of variance");
        for (int i = 0; i < portraits.size(); i++) {
            StringBuilder points = new StringBuilder();
            List<Double> shares = portraits.get(i).spectrum();
            for (int place = 0; place < shares.size(); place++) {
                points.append(Drawing.point(x.at(place + 1.0), y.at(100 * shares.get(place))));
            }
            drawing.curve(i, points.toString().strip(), first(names, portraits, i));
        }
        drawing.end();
    }

    private static String first(List<String> names, List<Portrait> portraits, int i) {
        return String.format(Locale.ROOT, "%s, the first direction has %.1f %%", names.get(i),
                100 * portraits.get(i).spectrum().get(0));
    }

    static void cosines(Markup out, String space, Portrait.Cosines cosines) {
        List<Double> alike = cosines.alike();
        List<Double> other = cosines.other();
        int firstBin = IntStream.range(0, alike.size())
                .filter(bin -> alike.get(bin) + other.get(bin) > 0)
                .findFirst()
                .orElse(0);
        double most = IntStream.range(0, alike.size())
                .mapToDouble(bin -> Math.max(alike.get(bin), other.get(bin)))
                .max()
                .orElse(1);
        double width = 2.0 / alike.size();
        Axis x = Axis.linear(Math.min(0, -1 + firstBin * width), 1, LEFT, RIGHT);
        Axis y = Axis.linear(0, most * 1.05, 160, 18);
        Drawing drawing = Drawing.begin(out, space, String.format(Locale.ROOT,
                "Histogram of cosines: pairs of %s have their median near %.2f, pairs of %s near %.2f",
                cosines.alikeName(), median(alike), cosines.otherName(), median(other)), 194);
        drawing.across(x, 18, 160, "cosine");
        drawing.up(y, LEFT, RIGHT, "share of pairs");
        drawing.area("apart", steps(other, x, y), cosines.otherName());
        drawing.area("alike", steps(alike, x, y), cosines.alikeName());
        drawing.end();
    }

    static double median(List<Double> shares) {
        double sum = 0;
        int bin = 0;
        while (bin < shares.size() - 1 && sum + shares.get(bin) < 0.5) {
            sum += shares.get(bin++);
        }
        return -1 + (bin + 0.5) * 2 / shares.size();
    }

    private static String steps(List<Double> shares, Axis x, Axis y) {
        StringBuilder points = new StringBuilder(Drawing.point(x.start(), y.at(0)));
        double width = 2.0 / shares.size();
        for (int bin = 0; bin < shares.size(); bin++) {
            if (-1 + (bin + 1) * width > x.from()) {
                points.append(Drawing.point(x.at(-1 + bin * width), y.at(shares.get(bin))));
                points.append(Drawing.point(x.at(-1 + (bin + 1) * width), y.at(shares.get(bin))));
            }
        }
        return points.append(Drawing.point(x.end(), y.at(0))).toString().strip();
    }

    /** Quality against speed; each space by its marker. */
    static void tradeOff(Markup out, String score, List<Estimate> quality, List<Double> rates) {
        double low = quality.stream().mapToDouble(Estimate::low).min().orElse(0);
        double high = quality.stream().mapToDouble(Estimate::high).max().orElse(1);
        double fastest = rates.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        Axis x = Axis.linear(0, fastest * 1.08, LEFT, RIGHT);
        Axis y = Axis.linear(low, high, 180, 24);
        Drawing drawing = Drawing.begin(out, "Quality and speed", String.join("; ", IntStream.range(0, rates.size())
                .mapToObj(i -> String.format(Locale.ROOT, "%s at %,.0f texts a second", quality.get(i).said(), rates.get(i)))
                .toList()), 214);
        drawing.across(x, 24, 180, "texts a second");
        drawing.up(y, LEFT, RIGHT, score);
        for (int i = 0; i < rates.size(); i++) {
            Estimate one = quality.get(i);
            double at = x.at(rates.get(i));
            drawing.line("whisker " + Drawing.style(one.series), at, y.at(one.low), at, y.at(one.high));
            drawing.marker(one.series, at, y.at(one.value), 5, one.said());
        }
        drawing.end();
    }

    static void projection(Markup out, String space, Portrait.Projection projection) {
        List<Portrait.Point> points = projection.points();
        Axis x = Axis.linear(least(points, true), most(points, true), 12, RIGHT);
        Axis y = Axis.linear(least(points, false), most(points, false), 242, 10);
        Drawing drawing = Drawing.begin(out, space, String.format(Locale.ROOT,
                "%,d documents on the two directions of most variance, which hold %.0f %% of it. For looking, not for judging",
                points.size(), 100 * projection.explained()), 252);
        points.stream().filter(point -> point.group() == Portrait.Projection.OTHER).forEach(point ->
                out.mark("circle", "class", "dot", "cx", x.at(point.x()), "cy", y.at(point.y()), "r", 2.0));
        points.stream().filter(point -> point.group() != Portrait.Projection.OTHER).forEach(point ->
                drawing.marker(point.group(), x.at(point.x()), y.at(point.y()), 3, ""));
        drawing.end();
    }

    private static double least(List<Portrait.Point> points, boolean x) {
        return points.stream().mapToDouble(point -> x ? point.x() : point.y()).min().orElse(0);
    }

    private static double most(List<Portrait.Point> points, boolean x) {
        return points.stream().mapToDouble(point -> x ? point.x() : point.y()).max().orElse(1);
    }
}
