/** What a person wrote on a platform; `account` null: the platform does not tell who. */
export interface Remark {
  readonly id: string;
  readonly account: string | null;
  readonly name: string;
  readonly text: string;
  readonly at: string;
  readonly replies: readonly Remark[];
}

/** What an account published, and what people said below it. */
export interface Publication {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly at: string;
  /** False: the account takes no remarks there. */
  readonly open: boolean;
  readonly remarks: readonly Remark[];
}

const remark = (
  id: string,
  account: string | null,
  name: string,
  text: string,
  at: string,
  replies: readonly Remark[] = [],
): Remark => ({ id, account, name, text, at, replies });

/** Three publications of one authority: a busy one, one closed to remarks, one without any. */
export function platformMaterial(ownAccount: string): readonly Publication[] {
  return [
    {
      id: "tinhHinh001",
      title: "Xã An Lão họp bàn sửa đường liên thôn",
      text: "Ủy ban nhân dân xã An Lão vừa họp bàn kế hoạch sửa tuyến đường liên thôn bị hư hỏng sau mưa.",
      at: "2026-03-08T02:30:00Z",
      open: true,
      remarks: [
        remark(
          "Ugx01",
          "UCnguoiDan1",
          "@nguoidan1",
          "Đường thôn tôi ổ gà nhiều lắm, mong xã sửa sớm",
          "2026-03-08T03:00:00Z",
          [
            remark(
              "Ugx01.r1",
              "UCnguoiDan2",
              "@nguoidan2",
              "Đúng rồi, trời mưa là ngập",
              "2026-03-08T03:10:00Z",
            ),
            remark("Ugx01.r2", ownAccount, "@xaanlao", "Xã đã tiếp nhận ý kiến", "2026-03-08T04:00:00Z"),
            remark(
              "Ugx01.r3",
              "UCnguoiDan3",
              "@nguoidan3",
              "Khi nào thì làm vậy xã ơi",
              "2026-03-08T05:00:00Z",
            ),
          ],
        ),
        remark("Ugx02", null, "@daxoa", "Tài khoản này đã bị xoá nhưng ý kiến còn", "2026-03-08T06:00:00Z"),
        remark("Ugx03", "UCnguoiDan1", "@nguoidan1", "Đèn đường cũng hỏng", "2026-03-09T01:00:00Z"),
      ],
    },
    {
      id: "dongYKien02",
      title: "Thông báo lịch tiêm phòng",
      text: "Trạm y tế xã thông báo lịch tiêm phòng tháng ba.",
      at: "2026-03-07T02:00:00Z",
      open: false,
      remarks: [],
    },
    {
      id: "khongYKien3",
      title: "Lễ phát động trồng cây",
      text: "",
      at: "2026-03-06T02:00:00Z",
      open: true,
      remarks: [],
    },
  ];
}

/** One request to a replica of an API. */
export interface ApiHit {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}
