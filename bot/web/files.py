"""Photos that come in through the page and files that go out to it."""

import hashlib
import re
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import picture
from bot.web import history
from bot.web.chat import ChatRoutes, client_id
from bot.web.links import FOLDER, Links
from bot.web.site import Site
from db import post
from db.engine import reading, writing
from db.models import File
from handlers.message import Message, Photo

MOST_PHOTOS = 10
LARGEST_PHOTO = 20 * 1024 * 1024
LARGEST_POST = 64 * 1024 * 1024
LONGEST_CAPTION = 4_000
GONE = "Đường dẫn này không còn dùng được."
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileRoutes:
    """Photos are kept as they came; what is shown of them is made anew, without what the camera noted."""

    def __init__(self, site: Site, chat: ChatRoutes) -> None:
        self.site = site
        self.chat = chat

    def routes(self) -> list[Route]:
        """Both directions."""
        return [Route("/chat/photo", self.upload, methods=["POST"]), Route("/file/{sha256}", self.download)]

    async def upload(self, request: Request) -> Response:
        """One message with photos, as multipart/form-data: `id`, `text` (the caption), `photo` once or more."""
        address = self.site.address(request)
        if not request.headers.get("content-type", "").startswith("multipart/form-data"):
            raise HTTPException(415, "Ảnh phải gửi theo dạng multipart.")
        async with request.form(max_files=MOST_PHOTOS, max_fields=4) as form:
            identity, caption = client_id(form.get("id")), form.get("text", "")
            pictures = [(await _bytes(upload), upload.filename or "anh") for upload in _uploads(form)]
        if not isinstance(caption, str) or len(caption) > LONGEST_CAPTION:
            raise HTTPException(413, "Lời chú thích dài quá ạ.")
        photos = [await self._keep(content, name) for content, name in pictures]
        return self.chat.take(Message(address, identity, self.site.clock(), caption, "photo", photos=tuple(photos)))

    async def _keep(self, content: bytes, name: str) -> Photo:
        try:
            media_type = await run_in_threadpool(picture.media_type, content)
        except picture.NotAPicture as error:
            raise HTTPException(415, "Em chỉ xem được ảnh JPEG, PNG hoặc WebP còn nguyên vẹn ạ.") from error
        sha256 = hashlib.sha256(content).hexdigest()
        with writing(self.site.web.engine) as session:
            post.store_file(session, sha256, content, media_type, name[-100:], self.site.clock())
        return Photo(sha256, sha256)

    async def download(self, request: Request) -> Response:
        """A file of this chat: a picture (`?small` for the bubble) to look at, anything else to keep."""
        address, sha256 = self.site.address(request), request.path_params["sha256"]
        if not _SHA256.fullmatch(sha256):
            raise HTTPException(404, "Em không thấy tệp này.")
        with reading(self.site.web.engine) as session:
            known = history.file_in(session, address, sha256)
            file = session.get(File, sha256) if known else None
        if known is None or file is None:
            raise HTTPException(404, "Em không thấy tệp này.")
        if known.media_type.startswith("image/"):
            return await _picture(request, file)
        return Response(file.content, media_type=known.media_type, headers=headers("attachment", known.name))


class LinkRoutes:
    """Files for whoever has a link to them; a picture without what the camera noted of it."""

    def __init__(self, links: Links) -> None:
        self.links = links

    def routes(self) -> list[Route]:
        """The one address."""
        return [Route(FOLDER + "{token}", self.download)]

    async def download(self, request: Request) -> Response:
        """The file of a link."""
        linked = self.links.opened(request.path_params["token"])
        with reading(self.links.engine) as session:
            file = session.get(File, linked.file) if linked else None
        if linked is None or file is None:
            raise HTTPException(404, GONE)
        if not file.media_type.startswith("image/"):
            return Response(file.content, media_type=file.media_type, headers=headers("attachment", linked.name))
        try:
            content, shown_as = await run_in_threadpool(picture.shown, file.content, picture.LARGE_EDGE)
        except picture.NotAPicture:
            raise HTTPException(404, GONE) from None
        return Response(content, media_type=shown_as, headers=headers("inline", linked.name))


async def _picture(request: Request, file: File) -> Response:
    edge = picture.SMALL_EDGE if "small" in request.query_params else picture.LARGE_EDGE
    told = headers("inline", file.name) | {
        "ETag": f'"{file.sha256}-{edge}"',
        "Cache-Control": "private, max-age=31536000, immutable",
    }
    if request.headers.get("if-none-match") == told["ETag"]:
        return Response(status_code=304, headers=told)
    try:
        content, media_type = await run_in_threadpool(picture.shown, file.content, edge)
    except picture.NotAPicture:
        return Response(file.content, media_type="application/octet-stream", headers=headers("attachment", file.name))
    return Response(content, media_type=media_type, headers=told)


def headers(disposition: str, name: str) -> dict[str, str]:
    """The headers of a file of that name: "inline" to look at, "attachment" to keep."""
    return {
        "Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-cache",
    }


def _uploads(form: FormData) -> list[UploadFile]:
    uploads = [part for part in form.getlist("photo") if isinstance(part, UploadFile)]
    if not uploads:
        raise HTTPException(400, "Em chưa thấy ảnh nào ạ.")
    return uploads


async def _bytes(upload: UploadFile) -> bytes:
    content = await upload.read(LARGEST_PHOTO + 1)
    if len(content) > LARGEST_PHOTO:
        raise HTTPException(413, "Ảnh lớn quá 20 MB, bác gửi ảnh nhỏ hơn giúp em ạ.")
    return content
