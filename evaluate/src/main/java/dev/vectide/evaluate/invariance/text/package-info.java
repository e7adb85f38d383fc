/** Changes of texts: of their form, which says nothing, and of their meaning. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.invariance.text;
