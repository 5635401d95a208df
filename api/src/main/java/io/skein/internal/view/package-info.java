/**
 * The receiving side: images polled in turn, fragments put together, headers checked, views handed to the handler.
 * <p>
 * Critical path: all of it. One thread polls a subscriber; images come and go on the client's thread. What a handler
 * throws and what a frame has wrong goes to the user's error handler and to a counter.
 */
package io.skein.internal.view;
