/**
 * Words with which no phrase begins or ends: they bind, point, count or soothe, and say nothing of a subject. Written
 * from everyday comments; forms with and without marks, since people write both.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    "và với hay hoặc nhưng mà thì là của cho để do vì bởi nên nếu tuy dù khi lúc từ đến tới tại ở trong ngoài trên dưới trước sau giữa " +
    "này kia đó ấy đây đấy nọ thế vậy sao gì nào đâu ai mấy bao nhiêu những các mọi mỗi từng vài một hai ba " +
    "cái con chiếc cũng vẫn còn đã đang sẽ sắp vừa mới rồi chưa không chẳng chả đừng hãy phải được bị có như " +
    "rất quá lắm hơi khá thật cực hết luôn mãi chỉ cứ lại nữa thêm ra vào lên xuống đi về qua theo bằng cùng nhau " +
    "ạ à ơi nhé nha nhỉ hả hử ừ vâng dạ thôi đi chứ cơ đâu nhá hic huhu haha " +
    "mình tôi tui ta họ nó chúng bọn tụi người " +
    "va voi hay hoac nhung ma thi la cua cho de do vi nen neu khi tu den o trong nay kia do day the vay sao gi nao dau ai may " +
    "cac moi cai cung van con da dang se chua khong chang phai duoc bi co nhu rat qua lam chi cu lai nua ra vao len di ve " +
    "k ko kg hok hem dc đc vs ntn ad mn mng e a c ak nhe nhi minh toi"
  ).split(" "),
);

/** What people are called: the word after one may be a name, even in small letters, so no phrase reaches across. */
export const HONORIFICS: ReadonlySet<string> = new Set(
  "ông bà anh chị em cô chú bác cậu mợ dì thím thằng đứa cụ thầy bạn ong ba chi co chu bac cau thang cu thay ban".split(
    " ",
  ),
);

/** Pairs that begin like an honorific and name nobody ("bà con", "cô giáo", "anh em"). */
export const HARMLESS_PAIRS: ReadonlySet<string> = new Set([
  "bà con",
  "ba con",
  "anh em",
  "chị em",
  "cô giáo",
  "thầy giáo",
  "thầy cô",
  "ông bà",
  "bạn bè",
  "em học",
]);
