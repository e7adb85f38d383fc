/** How texts become batches: pure. */
@org.jspecify.annotations.NullMarked
package dev.vectide.encoder.batch;
