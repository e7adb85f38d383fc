/** The encoder stage against its limit and its peers: the same texts, the same processors, in turns. */
@NullMarked
package dev.vectide.bench.encoder;

import org.jspecify.annotations.NullMarked;
