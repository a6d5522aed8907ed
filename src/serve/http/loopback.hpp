// Listening on this machine's loopback addresses, and on no other.
#pragma once

#include "base/result.hpp"
#include "base/descriptor.hpp"

namespace gongkai::serve {

/// Two sockets that listen on the same port: on 127.0.0.1, and on ::1 where there is IPv6.
/// They do not block and are not handed on to programs that this one starts.
struct Loopback {
    base::Descriptor ipv4;
    base::Descriptor ipv6;  ///< none where there is no IPv6
    int port = 0;
};

/// Listens on the port or, where another program has it on either address, on one of the 50 after
/// it; 0 stands for any. A port that a server has just left may be used at once (SO_REUSEADDR),
/// but never shared with one that runs (no SO_REUSEPORT). Fails with V-PORT.
base::Result<Loopback> listen_on_loopback(int port);

}  // namespace gongkai::serve
