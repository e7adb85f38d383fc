/** Classifiers that are trained on frozen vectors: nearest neighbours and logistic regression. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.probe;
