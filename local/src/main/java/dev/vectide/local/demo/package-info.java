/** What the demo puts between the encoder and the rest: a fault to be found. */
@NullMarked
package dev.vectide.local.demo;

import org.jspecify.annotations.NullMarked;
