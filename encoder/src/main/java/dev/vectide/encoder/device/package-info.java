/** Which device a model runs on, and what is missing of another one: pure. */
@org.jspecify.annotations.NullMarked
package dev.vectide.encoder.device;
