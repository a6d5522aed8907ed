#include "serve/http/refusal.hpp"

#include <memory>
#include <utility>

namespace gongkai::serve {
namespace {

std::string explanation_of(int status)
{
    switch (status) {
    case 400: return "请求格式有误。";
    case 405: return "预览只读：只接受 GET 和 HEAD 请求。";
    case 408: return "等待请求超时。";
    case 413: return "预览只读：不接受带内容的请求。";
    case 414: return "网址过长。";
    case 416: return "请求的范围超出文件长度。";
    case 431: return "请求头过长。";
    case 500: return "预览服务器内部出错。";
    case 503: return "连接过多，请关闭一些预览页面后再试。";
    case 505: return "只支持 HTTP/1.0 和 HTTP/1.1。";
    default: return "请求被拒绝。";
    }
}

}  // namespace

HttpResponse refusal(int status, std::string explanation)
{
    HttpResponse response;
    response.status = status;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::make_shared<const std::string>(std::move(explanation) + "\n");
    if (status == 405)
        response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
}

HttpResponse refusal(int status) { return refusal(status, explanation_of(status)); }

}  // namespace gongkai::serve
