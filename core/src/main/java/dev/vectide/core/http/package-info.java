/** What doors over HTTP have in common: certificates and keys in PEM, and how a process asks another one. */
@org.jspecify.annotations.NullMarked
package dev.vectide.core.http;
