/** Groups that are found without labels, and how well they are the labels. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.cluster;
