/** Reads what Spark itself knows about its conf keys, and writes it as the catalogue that the checks of a job use. */
@NullMarked
package dev.bellows.conformance.catalogue;

import org.jspecify.annotations.NullMarked;
