package dev.vectide.evaluate.data;

/** A text and the name of its label. */
public record LabelledText(String text, String label) {}
