export const collegeHref = (id: string): string => `/talent/colleges/${id}`;
export const programmeHref = (id: string): string => `/talent/programmes/${id}`;
