/**
 * What commands have in common that bring bytes from one process to another: how both ends name the channel, and how
 * they show what has gone.
 */
package io.skein.examples.channel;
