/** Changes of PNG and JPEG pictures, on the JDK's readers and writers. */
@org.jspecify.annotations.NullMarked
package dev.vectide.evaluate.invariance.imageio;
