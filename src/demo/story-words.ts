/** What the columns and cells of story.csv and people.csv say, in the program's terms. */
export const column = {
  day: '日',
  time: '时刻',
  who: '角色/用户',
  act: '动作',
  need: '需求',
  at: '机构或产品编号',
  params: '参数',
} as const;

/** The column of needs.csv that says when a need was written down. */
export const filedOn = '登记日期';

export const person = { username: '用户名', name: '姓名', organisation: '组织', roles: '角色', mail: '邮箱' } as const;

export const roleOf: Readonly<Record<string, string>> = {
  系统管理员: 'admin',
  服务专员: 'officer',
  中心领导: 'leader',
  审计员: 'auditor',
  企业用户: 'enterprise',
  机构客户经理: 'bank',
  机构管理员: 'bank-admin',
  院校用户: 'college',
};

export const findingTests = {
  compliant: '合规持续经营',
  premises: '固定经营场所',
  genuine: '真实融资需求',
  credit: '信用状况良好',
  purpose: '贷款用途合规',
} as const;
export const doubt = '存疑';

export const param = {
  note: '说明',
  remark: '备注',
  reason: '原因',
  toAdd: '需补',
  reasonCode: '原因码',
  how: '方式',
  papers: '资料',
  amount: '金额',
  rate: '年化',
  term: '期限',
  repayment: '还款方式',
  guarantee: '担保',
  validDays: '有效期天数',
  conditions: '前提',
  fees: '费用',
  contractAmount: '合同金额',
  contractTail: '合同尾号',
  part: '笔次',
} as const;

export const returnReasonOf: Readonly<Record<string, string>> = {
  用途说明不完整: 'purpose',
  联系电话无法接通: 'contact',
};
export const contactWayOf: Readonly<Record<string, string>> = { 电话: 'phone', 上门: 'visit' };
export const repaymentOf: Readonly<Record<string, string>> = {
  先息后本: 'interest-first',
  等额本息: 'equal-instalment',
  等额本金: 'equal-principal',
  随借随还: 'revolving',
};
export const feeKindOf = { 抵押登记费: 'registration', 评估费: 'valuation', 担保费: 'guarantee' } as const;
export const feePayeeOf = { 不动产登记中心: 'registry', 评估机构: 'valuer', 担保公司: 'guarantor' } as const;
export const feeBearerOf = { 银行承担: 'bank', 企业承担: 'enterprise' } as const;

/** The columns of demands.csv that are no import: what the officer finds, and what the firm says to its seats. */
export const talentColumn = { firm: '企业名称', verified: '核实', confirmed: '用工确认' } as const;

/** Columns of class-answers.csv: what a college says to its classes of a major. */
export const answerColumn = { major: '专业', answer: '答复', reason: '原因', note: '说明' } as const;

/** Columns of pool-answers.csv: what colleges say to the pool before the plan. */
export const poolColumn = {
  who: '用户',
  major: '专业',
  answer: '答复',
  seats: '名额',
  reason: '原因',
  note: '说明',
} as const;

/** What cells of demands.csv and class-answers.csv say, and what the officer writes. */
export const talentWord = {
  passed: '通过',
  returned: '退回',
  confirmed: '确认',
  givenUp: '放弃',
  accepted: '接受',
  declined: '不接',
  interested: '愿意开班',
  returnNote: '请写明岗位要求，去掉与岗位无关的条件',
  plan: '年度订单班开班方案',
} as const;

/** Columns of client-managers.csv: who takes assigned needs, of which products, how many at a time. */
export const managerColumn = { who: '用户', products: '经办产品', limit: '在办上限', away: '暂停分派' } as const;

/** Columns of class-modules.csv: what a class is taught. */
export const moduleColumn = {
  name: '模块',
  kind: '类别',
  term: '学期',
  hours: '学时',
  credits: '学分',
  owner: '由谁负责',
  firmShare: '企业学时',
  place: '地点',
  teacher: '校内教师',
  mentor: '企业导师',
  assessment: '考核方式',
} as const;

/** What the agreement of a class says. */
export const clauseText = {
  insurer: '示例财产保险',
  payment: '企业承担实训耗材和企业导师报酬，学校承担校内教学费用，按学期结算',
  training: '学校讲授基础与核心课程，企业承担定制课程和岗位实训，双方每学期开一次课程共建会',
  ip: '共建的教材、案例由双方共有，署名按贡献',
  confidentiality: '企业工艺资料只用于本班教学，班级结束后归还',
  exitFirm: '企业退出须提前两个月书面通知，并安置已进入岗位实习的学生',
  exitCollege: '学校停办须提前一学期书面通知，并协助学生转入相近班级',
  other: null,
} as const;
