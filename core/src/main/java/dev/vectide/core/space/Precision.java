package dev.vectide.core.space;

/** Class of a model's arithmetic: two classes are two spaces. */
public enum Precision {
    FULL,
    INT8
}
