package dev.vectide.evaluate.mitigation;

/** A transform and what was found of it. */
public record JudgedTransform(Transform transform, Judgement judgement) {}
