/** Mitigations and invariances on the real encoder's vectors of public data, which {@code VECTIDE_DATA} names the folder of. */
package dev.vectide.bench.evaluate;
