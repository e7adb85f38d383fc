package dev.vectide.evaluate.report.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Numbers to places on a drawing, linear or logarithmic.
 *
 * @param from number at {@code start}; above 0 if logarithmic
 * @param to number at {@code end}, above {@code from}
 */
record Axis(double from, double to, double start, double end, boolean logarithmic) {
    private static final int TICKS = 4;

    static Axis linear(double from, double to, double start, double end) {
        double room = to > from ? 0 : Math.max(1e-3, Math.abs(from) * 0.05);
        return new Axis(from - room, to + room, start, end, false);
    }

    static Axis logarithmic(double from, double to, double start, double end) {
        return new Axis(from, to > from ? to : from * 10, start, end, true);
    }

    /** Held at the ends. */
    double at(double value) {
        double share = logarithmic
                ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
                : (value - from) / (to - from);
        return start + Math.max(0, Math.min(1, share)) * (end - start);
    }

    /** Round numbers within the axis. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = Math.pow(10, Math.ceil(Math.log10(from) - 1e-9)); tick <= to * (1 + 1e-9); tick *= 10) {
                ticks.add(tick);
            }
            return ticks;
        }
        double rough = (to - from) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
        for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    String label(double tick) {
        if (logarithmic) {
            return BigDecimal.valueOf(tick).round(new MathContext(1)).stripTrailingZeros().toPlainString();
        }
        double width = to - from;
        int digits = width > 20 ? 0 : width > 2 ? 1 : width > 0.2 ? 2 : width > 0.02 ? 3 : 4;
        String said = String.format(Locale.ROOT, "%,." + digits + "f", tick);
        return digits > 1 && said.endsWith("0") ? said.substring(0, said.length() - 1) : said;
    }
}
