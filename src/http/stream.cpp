#include "http/stream.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <climits>

namespace zonebook::http {
namespace {

using boost::asio::redirect_error;
using boost::asio::use_awaitable;
using boost::system::error_code;

int at_once(std::size_t size) { return static_cast<int>(std::min<std::size_t>(size, INT_MAX)); }

ssize_t send(int socket, Stream::Pieces const& pieces) {
  // The system reads only; its interface has no const.
  std::array<iovec, 2> vectors{{{const_cast<char*>(pieces.first.data()), pieces.first.size()},
                                {const_cast<char*>(pieces.second.data()), pieces.second.size()}}};
  msghdr message{};
  message.msg_iov = vectors.data();
  message.msg_iovlen = pieces.second.empty() ? 1 : 2;
  int const flags = MSG_NOSIGNAL | (pieces.rest == Stream::Rest::more ? MSG_MORE : 0);
  return ::sendmsg(socket, &message, flags);
}

}  // namespace

Stream::Stream(Socket socket, Tls const* tls) : socket_(std::move(socket)) {
  error_code ignored;
  socket_.native_non_blocking(true, ignored);
  socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
  if (tls) ssl_ = tls->session(socket_.native_handle());
}

Stream::Awaitable<bool> Stream::handshake() {
  if (!ssl_) co_return true;
  for (;;) {
    ERR_clear_error();
    int const result = SSL_accept(ssl_.get());
    if (result == 1) co_return true;
    bool const again = co_await wait_for_tls(result);
    if (!again) co_return false;
  }
}

Stream::Awaitable<std::size_t> Stream::read_some(char* into, std::size_t size) {
  if (!ssl_) {
    error_code failed;
    auto const came = co_await socket_.async_read_some(boost::asio::buffer(into, size),
                                                       redirect_error(use_awaitable, failed));
    co_return failed ? 0 : came;
  }
  for (;;) {
    ERR_clear_error();
    int const result = SSL_read(ssl_.get(), into, at_once(size));
    if (result > 0) co_return static_cast<std::size_t>(result);
    bool const again = co_await wait_for_tls(result);
    if (!again) co_return 0;
  }
}

Stream::Awaitable<std::size_t> Stream::write_some(Pieces pieces) {
  std::string joined;
  bool const fits = pieces.first.size() + pieces.second.size() <= SSL3_RT_MAX_PLAIN_LENGTH;
  if (ssl_ && !pieces.second.empty() && fits) {  // one record, one system call
    joined.append(pieces.first).append(pieces.second);
    pieces.first = joined;
  }
  for (;;) {
    if (ssl_) {
      auto const bytes = pieces.first.empty() ? pieces.second : pieces.first;
      ERR_clear_error();
      int const result = SSL_write(ssl_.get(), bytes.data(), at_once(bytes.size()));
      if (result > 0) co_return static_cast<std::size_t>(result);
      bool const again = co_await wait_for_tls(result);
      if (!again) co_return 0;
      continue;
    }
    auto const went = send(socket_.native_handle(), pieces);
    if (went > 0) co_return static_cast<std::size_t>(went);
    if (errno == EINTR) continue;
    bool const is_full = errno == EAGAIN || errno == EWOULDBLOCK;
    if (!is_full) co_return 0;
    bool const again = co_await wait(Socket::wait_write);
    if (!again) co_return 0;
  }
}

Stream::Awaitable<bool> Stream::wait_for_tls(int result) {
  int const reason = SSL_get_error(ssl_.get(), result);
  bool const is_waiting = reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE;
  if (!is_waiting) {
    // After these SSL_shutdown() must not be called.
    if (reason == SSL_ERROR_SSL || reason == SSL_ERROR_SYSCALL)
      SSL_set_quiet_shutdown(ssl_.get(), 1);
    co_return false;
  }
  auto const side = reason == SSL_ERROR_WANT_READ ? Socket::wait_read : Socket::wait_write;
  co_return co_await wait(side);
}

Stream::Awaitable<bool> Stream::wait(Socket::wait_type side) {
  error_code failed;
  co_await socket_.async_wait(side, redirect_error(use_awaitable, failed));
  co_return !failed;
}

void Stream::finish_writing() {
  ERR_clear_error();
  if (ssl_ && SSL_is_init_finished(ssl_.get())) SSL_shutdown(ssl_.get());
  ERR_clear_error();
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
}

void Stream::cancel() {
  error_code ignored;
  socket_.cancel(ignored);
}

void Stream::close() {
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace zonebook::http
