/**
 * Tests of sleeping and ringing.
 */
package io.skein.internal.bell;
