package dev.vectide.evaluate.report;

import dev.vectide.evaluate.resample.ScoreBootstrap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The findings in plain words, a sentence each. */
public final class Summary {
    private static final double MEBIBYTE = 1 << 20;

    private Summary() {}

    public static List<String> of(RunReport report) {
        List<String> sentences = new ArrayList<>();
        Recommendation.of(report).ifPresent(sentences::add);
        report.comparisons().forEach(comparison -> sentences.add(sentence(comparison)));
        Studied.sentences(report, sentences);
        speed(report.spaces(), sentences);
        memory(report.spaces(), sentences);
        footprints(report.spaces(), sentences);
        for (SpaceResult space : report.spaces()) {
            space.encoding().filter(encoding -> encoding.truncated() > 0).ifPresent(encoding -> sentences.add(said(
                    "%s cut %,d of %,d texts, which are longer than it takes.",
                    space.name(), encoding.truncated(), encoding.texts())));
        }
        int rejected = report.data().rejected().size();
        if (rejected > 0) {
            sentences.add(said("Rows that could not be used and count nowhere: %,d.", rejected));
        }
        return sentences;
    }

    private static String sentence(Comparison comparison) {
        ScoreBootstrap.Difference difference = comparison.difference();
        String figures = said(
                "%.4f, 95 %% interval %.4f to %.4f, p %s%s",
                difference.value(),
                difference.interval().low(),
                difference.interval().high(),
                chance(difference.p()),
                difference.signFlip().isEmpty() ? "" : ", by sign flips " + chance(difference.signFlip().getAsDouble()));
        return difference.isBeyondChance()
                ? said("%s: %s is better than %s (%s by %s).",
                        comparison.task(), comparison.better(), comparison.other(), comparison.score(), figures)
                : said("%s: %s and %s do not differ beyond chance (%s by %s).",
                        comparison.task(), comparison.better(), comparison.other(), comparison.score(), figures);
    }

    private static String chance(double p) {
        return p < 0.005 ? "< 0.005" : said("= %.2f", p);
    }

    private static void speed(List<SpaceResult> spaces, List<String> sentences) {
        List<SpaceResult> encoded = spaces.stream()
                .filter(space -> space.encoding().isPresent())
                .sorted(Comparator.comparingDouble(space -> -rate(space)))
                .toList();
        if (encoded.isEmpty()) {
            return;
        }
        SpaceResult fastest = encoded.get(0);
        StringBuilder line = new StringBuilder(said("%s encoded %,.0f texts a second here", fastest.name(), rate(fastest)));
        for (SpaceResult other : encoded.subList(1, encoded.size())) {
            line.append(said(", %.1f times as many as %s", rate(fastest) / rate(other), other.name()));
        }
        sentences.add(line.append('.').toString());
    }

    static double rate(SpaceResult space) {
        return space.encoding().map(SpaceResult.Encoding::textsPerSecond).orElse(0.0);
    }

    private static void memory(List<SpaceResult> spaces, List<String> sentences) {
        List<Integer> sizes = spaces.stream().map(SpaceResult::vectorBytes).distinct().toList();
        if (sizes.size() == 1) {
            sentences.add(said("A vector takes %,d bytes%s.", sizes.get(0), spaces.size() > 1 ? " in all of them" : ""));
        } else {
            spaces.forEach(space -> sentences.add(said("A vector of %s takes %,d bytes.", space.name(), space.vectorBytes())));
        }
    }

    private static void footprints(List<SpaceResult> spaces, List<String> sentences) {
        for (SpaceResult space : spaces) {
            space.findings().footprint().ifPresent(footprint -> sentences.add(said(
                    "The model of %s is %,.0f MiB on disk%s.",
                    space.name(), footprint.modelBytes() / MEBIBYTE, footprint.residentBytes() > 0
                            ? said(" and took %,.0f MiB of memory once loaded", footprint.residentBytes() / MEBIBYTE)
                            : "")));
        }
    }

    private static String said(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
