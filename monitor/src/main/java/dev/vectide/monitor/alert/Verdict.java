package dev.vectide.monitor.alert;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Evidence;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a detector makes of one pane.
 *
 * @param firing whether it opens an alert, or keeps one open
 * @param quiet whether the pane counts towards the end of an open alert; a pane may be neither
 * @param severity if firing
 * @param summary one plain sentence
 * @param promisedRunLength mean number of panes between false alarms, if the detector promises one
 */
public record Verdict(
        boolean firing,
        boolean quiet,
        Alert.Severity severity,
        String summary,
        Map<String, Double> figures,
        @Nullable Double promisedRunLength,
        List<Evidence> evidence,
        List<Integer> dimensions) {}
