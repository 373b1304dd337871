// Which chat the page shows: one's own with the bot, or the common room of a committee.

export const common = document.body.classList.contains("common");
export const path = common ? location.pathname : "/chat"; // below which its messages are

// Whether the answer says that this chat is not, or no longer, open to whoever asks.
export function isShut(answer) {
  return answer?.status === 401 || (common && answer?.status === 403);
}
