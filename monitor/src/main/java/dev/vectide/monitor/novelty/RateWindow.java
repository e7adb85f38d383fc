package dev.vectide.monitor.novelty;

/**
 * Which of the newest five panes had an excess of anomalies: more than five times the nominal rate, and more than chance
 * makes of it. Three of them open an alert; so does a flood that comes and goes, which the e-detector forgets in between.
 *
 * <p>By chance, here, is an e-value of at least (100 c)^(1/3), c being the run length that is promised. A pane has it with
 * probability at most (100 c)^(-1/3), so three of five have it with at most 10 / (100 c): false alarms grow by a tenth at
 * the most.
 *
 * @param bits the newest pane is the lowest
 */
record RateWindow(int bits) {
    static final RateWindow EMPTY = new RateWindow(0);

    /** Times the nominal rate above which a pane has an excess. */
    private static final double EXCESS = 5;

    private static final int PANES = 5;
    private static final int ENOUGH = 3;

    static boolean isExcess(double rate, double nominal, double eValue, double runLength) {
        return rate > EXCESS * nominal && eValue >= Math.cbrt(100 * runLength);
    }

    RateWindow with(boolean excess) {
        return new RateWindow((bits << 1 | (excess ? 1 : 0)) & (1 << PANES) - 1);
    }

    boolean opens() {
        return Integer.bitCount(bits) >= ENOUGH;
    }
}
