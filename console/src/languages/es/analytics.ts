import type { Words } from "../../words";
import type { Translation } from "../translation";

export const analytics: Translation<Words["analytics"]> = {
  title: "Gráficos", camera: "Cámara", spans: { label: "Cuánto tiempo", day: "Día", week: "Semana", month: "30 días" }, step: "Intervalo", before: "Antes", after: "Después", today: "Hasta ahora",
  steps: { 15: "15 minutos", 60: "1 hora", 360: "6 horas", 1440: "1 día" },
  compare: "Con la semana anterior", asTable: "Como tabla", asChart: "Como gráfico", csv: "Guardar CSV",
  few: (below) => `<${below}`, fewNote: (below) => `Por debajo de ${below} personas nunca se da el número: ese intervalo o celda muestra <${below}. Los intervalos más largos dicen más.`,
  emptyTitle: "Aún no hay cámaras", emptyText: "Los recuentos empiezan con la primera imagen de una cámara.",
  nothing: "En este tiempo no se contó nada.", nothingHint: "Los recuentos empiezan cuando una cámara ve su lugar y se conservan tanto como las observaciones: un mes, salvo que se ajuste otra cosa.",
  at: "Desde", chartHelp: "Las flechas van de un intervalo a otro.", weekBefore: "Semana anterior",
  people: { title: "Personas a la vista", mean: "De media", most: "Máximo a la vez", begun: "Aparecieron", total: "Aparecieron en total", busiest: "Mayor afluencia" },
  lines: { title: "Cruces de línea", left: "Hacia la izquierda", right: "Hacia la derecha", gone: "Una regla eliminada", none: "Aquí no se cuenta ninguna línea.", noneHint: "Escriba una regla «Alguien cruza una línea» para esta cámara; sus cruces se cuentan entonces todo el tiempo, avise o no a alguien.", rules: "A las reglas" },
  areas: { title: "Ocupación de las zonas", area: (number) => `Zona ${number}`, density: "Personas por m²", most: "Máximo por m²", people: "Personas", none: "Aquí no se mide ninguna zona.", noneHint: "Dibuje una zona en los ajustes de la cámara y marque su escala: entonces se estiman todo el tiempo las personas por metro cuadrado.", settings: "A los ajustes de la cámara" },
  heat: { title: "Dónde hubo gente", hint: "Celdas gruesas de la imagen, según cuánto tiempo hubo gente en ellas.", stay: (length, visits) => `${length} en total, visitas: ${visits}`, scale: "Más tiempo", less: "Menos", none: "En este tiempo no se siguió a nadie.", cell: (column, row) => `Columna ${column}, fila ${row}`, columns: ["Celda", "Visitas", "Tiempo total"], few: "Pocas personas" },
};
