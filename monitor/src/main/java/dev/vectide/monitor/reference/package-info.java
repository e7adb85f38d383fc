/** References as things of their own: kept as artefacts, pinned and replaced by recorded orders, named in reports. */
@org.jspecify.annotations.NullMarked
package dev.vectide.monitor.reference;
