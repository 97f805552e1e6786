// Asio and Beast themselves, compiled once and apart: their headers then only declare
// (BOOST_ASIO_SEPARATE_COMPILATION and BOOST_BEAST_SEPARATE_COMPILATION in CMakeLists.txt), which
// takes the room's other files from 40 seconds to a few.

#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
