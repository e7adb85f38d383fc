/**
 * What may be done to vectors after the encoder, judged and not assumed. {@code Centring}, {@code AllButTheTop} and {@code
 * Whitening} are fitted on vectors alone, an {@code Adapter} is learnt from pairs ({@code AdapterTraining}, with {@code
 * InfoNce} and {@code Adam}). Each is a {@code Transform} that is fixed once it is fitted, kept as a {@code
 * TransformArtefact}, and makes a space of its own, which the encoder serves. A {@code Judge} compares {@code JudgedTask}s
 * before and after; a {@code Judgement} adopts only what gains and harms nothing.
 */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.mitigation;
